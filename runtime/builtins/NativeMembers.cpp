//===- NativeMembers.cpp - native methods and fields of values ------------===//
//
// Method calls and field reads whose receiver is only known at run time look
// here, in a table generated from dialects/Builtins/Members.td. Calls with a
// known receiver go to the functions directly.
//
//===----------------------------------------------------------------------===//

#include "core/Hooks.h"
#include "core/StringObject.h"
#include "forge/rt/Prototypes.h"

#include <algorithm>
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

/// Sorted by kind name, then name.
constexpr NativeMember table[] = {
#define FORGE_NATIVE_MEMBER(kind, name, parameters, field, method, symbol)     \
  {Kind::kind, name, field, method, invoke<symbol, parameters + 1>},
#include "forge/rt/NativeMembers.inc"
#undef FORGE_NATIVE_MEMBER
};

/// The member of that name of values of a kind, or null.
const NativeMember *findMember(Kind kind, std::string_view name) {
  auto sameKind = [=](const NativeMember &m) { return m.kind == kind; };
  const NativeMember *first =
      std::find_if(std::begin(table), std::end(table), sameKind);
  const NativeMember *last = std::find_if_not(first, std::end(table), sameKind);
  const NativeMember *found = std::lower_bound(
      first, last, name,
      [](const NativeMember &m, std::string_view key) { return m.name < key; });
  return found != last && found->name == name ? found : nullptr;
}
} // namespace

Bits forge::rt::nativeMethod(Context &ctx, std::string_view name,
                             const Bits *args, int64_t count, bool &found) {
  found = false;
  if (!isPtr(args[0]))
    return nullBits;
  const NativeMember *member = findMember(headerOf(args[0])->kind, name);
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
