//===- JsonReply.cpp - values as bodies of replies ------------------------===//
//
// Open containers are kept in a list, so that deep data needs no stack. Nothing
// runs meanwhile that could change the value, so nothing is counted.
//
//===----------------------------------------------------------------------===//

#include "JsonReply.h"

#include "Http.h"
#include "core/ArrayObject.h"
#include "core/ObjectObject.h"
#include "core/SetMap.h"
#include "core/Text.h"
#include "core/Wrappers.h"

#include <cmath>
#include <vector>

using namespace forge::rt;
using forge::net::appendJsonText;

namespace {

/// A container of which some items are written.
struct Open {
  enum Form : uint8_t {
    List,   ///< items
    Fields, ///< keys and values
    Pairs,  ///< a Map: lists of key and value
    Pair,   ///< one of those; `position` is the one behind its entry
  };
  Bits container;
  Form form;
  uint32_t position = 0;
  uint32_t written = 0; ///< items
};

class Writer {
public:
  explicit Writer(std::string &out) : out(out) {}
  void write(Bits value);

  std::string_view foreign;

private:
  void begin(Bits value);
  void step();
  void comma(Open &open) {
    if (open.written++)
      out += ',';
  }
  void scalar(Bits value);

  std::string &out;
  std::vector<Open> open;
};

} // namespace

/// Text with the escapes that JSON asks for; most texts need none.
static void appendText(std::string &out, std::string_view text) {
  for (char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\')
      return appendJsonText(out, text);
  out += '"';
  out += text;
  out += '"';
}

static bool hasTextKeys(Bits map) {
  TableCursor cursor(tableOf(map));
  while (const OrderedTable::Entry *entry = cursor.next())
    if (!isString(entry->key))
      return false;
  return true;
}

void Writer::scalar(Bits value) {
  if (isString(value))
    return appendText(out, textOf(value));
  char digits[maxFloatText];
  if (isInt(value)) {
    out.append(digits, formatInt(asInt(value), digits));
  } else if (isFloat(value)) {
    if (!std::isfinite(asFloat(value))) {
      out += "null";
      return;
    }
    std::string_view text(digits, formatFloat(asFloat(value), digits));
    out += text;
    if (text.find_first_of(".eE") == std::string_view::npos)
      out += ".0";
  } else if (isBool(value)) {
    out += asBool(value) ? "true" : "false";
  } else if (isNull(value) || isNone(value)) {
    out += "null";
  } else {
    if (foreign.empty())
      foreign = typeName(value);
    out += "\"<";
    out += typeName(value);
    out += ">\"";
  }
}

/// Writes a scalar, or opens a container.
void Writer::begin(Bits value) {
  while (isKind(value, Kind::Some))
    value = wrapped(value);
  if (isSequence(value) || isSet(value)) {
    out += '[';
    open.push_back({value, Open::List});
  } else if (isObject(value)) {
    out += '{';
    open.push_back({value, Open::Fields});
  } else if (isMap(value)) {
    bool isObjectLike = hasTextKeys(value);
    out += isObjectLike ? '{' : '[';
    open.push_back({value, isObjectLike ? Open::Fields : Open::Pairs});
  } else if (isKind(value, Kind::Ok) || isKind(value, Kind::Err)) {
    out += '{';
    open.push_back({value, Open::Fields});
  } else {
    scalar(value);
  }
}

/// The next entry of a table, or null.
static const OrderedTable::Entry *nextEntry(const OrderedTable &table,
                                            uint32_t &position) {
  while (position < table.used) {
    const OrderedTable::Entry &entry = table.entries[position++];
    if (entry.key != unboundBits)
      return &entry;
  }
  return nullptr;
}

/// Writes one item of the innermost container, or closes it.
void Writer::step() {
  Open &top = open.back();
  Bits container = top.container;
  auto key = [&](Bits text) {
    comma(top);
    appendText(out, textOf(text));
    out += ':';
  };
  auto close = [&](char c) {
    open.pop_back();
    out += c;
  };
  if (isSequence(container)) {
    auto *array = objectOf<Array>(container);
    if (top.position >= array->size)
      return close(']');
    comma(top);
    uint32_t i = top.position++;
    if (elementOf(array) == Element::Box)
      return begin(array->data[i]);
    if (elementOf(array) == Element::Int) {
      char digits[20];
      out.append(digits, formatInt(intsOf(array)[i], digits));
      return;
    }
    return scalar(elementOf(array) == Element::Float
                      ? makeFloat(floatsOf(array)[i])
                      : makeBool(boolsOf(array)[i]));
  }
  if (isObject(container) && asObject(container)->shape) {
    Object *object = asObject(container);
    if (top.position >= object->shape->size)
      return close('}');
    uint32_t i = top.position++;
    key(object->shape->keys[i]);
    return begin(object->slots()[i]);
  }
  if (isKind(container, Kind::Ok) || isKind(container, Kind::Err)) {
    if (top.position++)
      return close('}');
    out += isKind(container, Kind::Ok) ? "\"Ok\":" : "\"Err\":";
    return begin(wrapped(container));
  }
  const OrderedTable &table =
      isObject(container) ? asObject(container)->table : tableOf(container);
  if (top.form == Open::Pair) {
    const OrderedTable::Entry &pair = table.entries[top.position - 1];
    if (top.written == 2)
      return close(']');
    comma(top);
    return begin(top.written == 1 ? pair.key : pair.value);
  }
  const OrderedTable::Entry *entry = nextEntry(table, top.position);
  if (!entry)
    return close(top.form == Open::Fields ? '}' : ']');
  if (top.form == Open::Pairs) {
    comma(top);
    out += '[';
    open.push_back({container, Open::Pair, top.position});
    return;
  }
  if (top.form == Open::List) {
    comma(top);
    return begin(entry->key);
  }
  key(entry->key);
  begin(entry->value);
}

void Writer::write(Bits value) {
  begin(value);
  while (!open.empty())
    step();
}

std::string_view forge::rt::appendJsonReply(std::string &out, Bits value) {
  Writer writer(out);
  writer.write(value);
  return writer.foreign;
}
