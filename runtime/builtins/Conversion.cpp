//===- Conversion.cpp - typeof, str, int, float, len ----------------------===//
//
// Specification: builtins, section 3.
//
//===----------------------------------------------------------------------===//

#include "NumberText.h"
#include "core/ArrayObject.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "core/SetMap.h"
#include "core/Text.h"
#include "forge/rt/Prototypes.h"

#include <iterator>

using namespace forge::rt;

namespace {

/// A static String.
struct TypeName {
  Header header;
  int64_t size, chars;
  uint64_t hash;
  int64_t capacity;
  char data[16];

  constexpr TypeName(std::string_view text)
      : header{immortalCount, Kind::String, 0, 0},
        size(static_cast<int64_t>(text.size())), chars(size), hash(0),
        capacity(0), data() {
    for (size_t i = 0; i < text.size(); ++i)
      data[i] = text[i];
  }
};
static_assert(offsetof(TypeName, data) == offsetof(String, data));

/// By the numbers of `Type`.
constexpr TypeName typeNames[] = {
    {"Int"},     {"Float"},     {"Bool"},       {"String"},  {"Null"},
    {"Array"},   {"Tuple"},     {"Object"},     {"Set"},     {"Map"},
    {"Result"},  {"Result"},    {"Option"},     {"Option"},  {"Function"},
    {"BuiltIn"}, {"Null"},      {"TaskHandle"}, {"Channel"}, {"Atomic"},
    {"Mutex"},   {"WaitGroup"},
};
static_assert(std::size(typeNames) == static_cast<size_t>(Type::WaitGroup) + 1);
constexpr TypeName lambdaName("Lambda");

} // namespace

extern "C" Bits frt_type_name(Bits v) noexcept {
  Type type = typeOf(v);
  if (type == Type::Function &&
      objectOf<Closure>(v)->info.ptr->flags & functionIsLambda)
    return boxPtr(&lambdaName);
  return boxPtr(&typeNames[static_cast<size_t>(type)]);
}

Bits forge::rt::frt_typeof(Context *context, Bits x) noexcept {
  if (isMissing(x))
    return raise(*context, "typeof() requires an argument");
  return frt_type_name(x);
}

Bits forge::rt::frt_str(Context *context, Bits x) noexcept {
  if (isMissing(x))
    return makeString(*context, "");
  return displayText(*context, x);
}

Bits forge::rt::frt_int(Context *context, Bits x, Bits base) noexcept {
  if (isInt(x))
    return retained(x);
  if (isFloat(x))
    return makeInt(saturatedInt(asFloat(x)));
  if (isBool(x))
    return makeInt(asBool(x));
  if (!isString(x))
    return raise(*context, "int() requires number, bool, or string");
  int64_t radix = isInt(base) ? asInt(base) : 10;
  if (radix < 2 || radix > 36)
    return raise(*context, "int() base must be between 2 and 36");
  std::optional<int64_t> parsed = parseInt(textOf(x), static_cast<int>(radix));
  if (!parsed)
    return raise(*context, "cannot convert '%' to Int", x);
  return makeInt(*parsed);
}

Bits forge::rt::frt_float(Context *context, Bits x) noexcept {
  if (isFloat(x))
    return x;
  if (isInt(x))
    return makeFloat(asNumber(x));
  if (!isString(x))
    return raise(*context, "float() requires number or string");
  std::optional<double> parsed = parseFloat(textOf(x));
  if (!parsed)
    return raise(*context, "cannot convert '%' to Float", x);
  return makeFloat(*parsed);
}

Bits forge::rt::frt_parse_int(Context *context, Bits text) noexcept {
  if (!isString(text))
    return noneBits;
  std::optional<int64_t> parsed = parseInt(textOf(text), 10);
  return parsed ? frt_some(context, makeInt(*parsed)) : noneBits;
}

Bits forge::rt::frt_parse_float(Context *context, Bits text) noexcept {
  if (!isString(text))
    return noneBits;
  std::optional<double> parsed = parseFloat(textOf(text));
  return parsed ? frt_some(context, makeFloat(*parsed)) : noneBits;
}

Bits forge::rt::frt_len(Context *context, Bits x) noexcept {
  if (isString(x))
    return makeInt(codePoints(objectOf<String>(x)));
  if (isSequence(x))
    return makeInt(arraySize(x));
  if (isObject(x))
    return makeInt(objectSize(x));
  if (isSet(x) || isMap(x))
    return makeInt(tableSize(x));
  return raise(*context,
               "len() requires string, array, tuple, set, map, or object");
}

Bits forge::rt::frt_entry_count(Context *context, Bits receiver) noexcept {
  return frt_len(context, receiver);
}
