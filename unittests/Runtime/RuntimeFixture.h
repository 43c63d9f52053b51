//===- RuntimeFixture.h - a runtime for one test case ---------------------===//
//
// A test case that derives from the fixture gets its own context and fails if
// objects are left when it ends: every test is a leak test as well.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_UNITTESTS_RUNTIME_RUNTIMEFIXTURE_H
#define FORGE_UNITTESTS_RUNTIME_RUNTIMEFIXTURE_H

#include "core/ArrayObject.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "core/SetMap.h"
#include "core/State.h"
#include "core/StringObject.h"
#include "core/Text.h"
#include "core/Wrappers.h"
#include "forge/rt/Prototypes.h"

#include <catch2/catch.hpp>

#include <initializer_list>
#include <string>

namespace forge::rt {

class RuntimeFixture {
public:
  RuntimeFixture() : state(createState(nullptr, 0, nullptr)), ctx(*state) {}
  ~RuntimeFixture() {
    releaseState(state);
    CHECK(ctx.counters.live == 0);
    destroyState(state);
  }

  Bits string(std::string_view text) { return makeString(ctx, text); }
  Bits array(std::initializer_list<Bits> items) {
    return makeArrayOf(ctx, {items.begin(), items.size()});
  }
  Bits ints(std::initializer_list<int64_t> items) {
    return frt_array_new_int(&ctx, const_cast<int64_t *>(items.begin()),
                             static_cast<int64_t>(items.size()));
  }
  Bits tuple(std::initializer_list<Bits> items) {
    return makeTupleOf(ctx, {items.begin(), items.size()});
  }
  Bits
  object(std::initializer_list<std::pair<std::string_view, Bits>> entries) {
    Bits o = makeObject(ctx);
    for (auto [key, value] : entries)
      o = objectPut(ctx, o, key, value);
    return o;
  }
  Bits set(std::initializer_list<Bits> items) {
    Bits s = makeSet(ctx);
    for (Bits item : items)
      s = setAdd(ctx, s, item);
    return s;
  }
  Bits map(std::initializer_list<std::pair<Bits, Bits>> entries) {
    Bits m = makeMap(ctx);
    for (auto [key, value] : entries)
      m = mapPut(ctx, m, key, value);
    return m;
  }
  void drop(Bits v) { release(ctx, v); }
  /// An owned value that the test need not release.
  Owned own(Bits v) { return Owned(ctx, v); }

  /// Display form of a value, which is consumed.
  std::string display(Bits v) {
    StringBuilder out;
    appendDisplay(out, v);
    drop(v);
    return std::string(out.view());
  }
  std::string inner(Bits v) {
    StringBuilder out;
    appendInner(out, v);
    drop(v);
    return std::string(out.view());
  }
  /// Message of the pending error, which is cleared; empty without error.
  std::string error() {
    if (!failed(ctx))
      return "";
    Owned message(ctx, pendingMessage(ctx));
    clearError(ctx);
    return std::string(textOf(message));
  }

  TaskContext *state;
  TaskContext &ctx;
};

} // namespace forge::rt

#endif // FORGE_UNITTESTS_RUNTIME_RUNTIMEFIXTURE_H
