//===- NativeMembers.cpp - native methods and fields of values ------------===//
//
// Method calls and field reads whose receiver is only known at run time look
// here, in a table generated from dialects/Builtins/Members.td. Calls with a
// known receiver go to the functions directly.
//
//===----------------------------------------------------------------------===//

#include "core/Hooks.h"
#include "core/Reference.h"
#include "core/StringObject.h"
#include "forge/rt/Prototypes.h"

#include <bit>
#include <iterator>
#include <utility>

using namespace forge::rt;

namespace {
/// Receiver and at most three arguments.
constexpr int64_t maxArguments = 4;

using MemberFunction = Bits (*)(Context *, const Bits *);

struct NativeMember {
  Kind kind;
  std::string_view name;
  bool field;
  bool method;
  MemberFunction function;
};

/// Spreads the arguments over the parameters of a member function.
template <auto function, size_t... index>
Bits spread(Context *context, const Bits *args, std::index_sequence<index...>) {
  return function(context, args[index]...);
}

/// `parameters` includes the receiver.
template <auto function, size_t parameters>
Bits invoke(Context *context, const Bits *args) {
  return spread<function>(context, args,
                          std::make_index_sequence<parameters>());
}

constexpr NativeMember table[] = {
#define FORGE_NATIVE_MEMBER(kind, name, parameters, field, method, symbol)     \
  {Kind::kind, name, field, method, invoke<symbol, parameters + 1>},
#include "forge/rt/NativeMembers.inc"
#undef FORGE_NATIVE_MEMBER
};

/// Where to look for a member first: its kind and some of its name tell.
constexpr size_t placeOf(Kind kind, std::string_view name) {
  auto byte = [name](size_t i) { return static_cast<unsigned char>(name[i]); };
  size_t h = static_cast<size_t>(kind) * 67 + name.size() * 5;
  if (!name.empty())
    h += byte(0) * 31 + byte(name.size() / 2) * 7 + byte(name.size() - 1);
  return h;
}

/// Hash table of the members, made by the compiler: numbers in `table` plus
/// one, 0 is free.
struct MemberIndex {
  static constexpr size_t size = std::bit_ceil(std::size(table)) * 4;
  uint16_t numbers[size] = {};
  constexpr MemberIndex() {
    for (size_t i = 0; i < std::size(table); ++i) {
      size_t at = placeOf(table[i].kind, table[i].name) % size;
      while (numbers[at])
        at = (at + 1) % size;
      numbers[at] = static_cast<uint16_t>(i + 1);
    }
  }
};
constexpr MemberIndex memberIndex;

/// The member of that name of values of a kind, or null.
const NativeMember *findMember(Kind kind, std::string_view name) {
  size_t at = placeOf(kind, name) % MemberIndex::size;
  for (; memberIndex.numbers[at]; at = (at + 1) % MemberIndex::size) {
    const NativeMember &m = table[memberIndex.numbers[at] - 1];
    if (m.kind == kind && m.name.size() == name.size() &&
        sameBytes(m.name.data(), name.data(), name.size()))
      return &m;
  }
  return nullptr;
}
} // namespace

Bits forge::rt::nativeMethod(Context &ctx, std::string_view name,
                             const Bits *args, int64_t count, bool &found) {
  found = false;
  if (!isPtr(args[0]))
    return nullBits;
  Kind kind = headerOf(args[0])->kind;
  if (isReference(kind)) {
    const ReferenceOps *ops = objectOf<Reference>(args[0])->ops.ptr;
    return ops->method ? ops->method(ctx, name, args, count, found) : nullBits;
  }
  const NativeMember *member = findMember(kind, name);
  if (!member || !member->method)
    return nullBits;
  found = true;
  Bits padded[maxArguments];
  for (int64_t i = 0; i < maxArguments; ++i)
    padded[i] = i < count ? args[i] : missingBits;
  return member->function(&ctx, padded);
}

Bits forge::rt::nativeProperty(Context &ctx, Bits string, std::string_view name,
                               bool &found) {
  const NativeMember *member = findMember(Kind::String, name);
  found = member && member->field;
  return found ? member->function(&ctx, &string) : nullBits;
}
