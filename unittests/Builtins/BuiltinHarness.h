//===- BuiltinHarness.h - calling builtins from unit tests ----------------===//
//
// Values are written as in a program, `list(1, "a", list())`; results are read
// as display text, errors as `error: MESSAGE`:
//
//   CHECK(run("split", "a,b", ",") == "[a, b]");
//
// Calls go through the uniform entry of the static object, as calls of builtins
// used as values do. Every World checks that it leaves no object behind.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_UNITTESTS_BUILTINS_BUILTINHARNESS_H
#define FORGE_UNITTESTS_BUILTINS_BUILTINHARNESS_H

#include "core/ArrayObject.h"
#include "core/ObjectObject.h"
#include "core/SetMap.h"
#include "core/State.h"
#include "core/StringObject.h"
#include "core/Wrappers.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forge::unittest {

using namespace forge::rt;

/// A runtime for one test case.
class World {
public:
  World();
  ~World();

  Context &context() { return *task; }
  /// Calls a builtin; display text of the result or `error: MESSAGE`. Consumes
  /// the arguments.
  std::string call(std::string_view name, std::vector<Bits> arguments);
  /// Same, with the inner text form, which tells Strings from other values.
  std::string callInner(std::string_view name, std::vector<Bits> arguments);
  /// Calls a native method or reads a native field of args[0].
  std::string method(std::string_view name, std::vector<Bits> arguments);
  std::string field(std::string_view name, Bits receiver);

  // Values --------------------------------------------------------------------
  Bits box(Bits value) { return value; }
  Bits box(int value) { return makeInt(value); }
  Bits box(int64_t value) = delete; // ambiguous with Bits: use integer()
  Bits box(double value) { return makeFloat(value); }
  Bits box(bool value) { return makeBool(value); }
  Bits box(std::nullptr_t) { return nullBits; }
  Bits box(const char *text) { return makeString(*task, text); }
  Bits box(std::string_view text) { return makeString(*task, text); }

  Bits integer(int64_t value) { return makeInt(value); }
  template <typename... Items> Bits list(Items... items) {
    ArrayBuilder builder(*task);
    (builder.push(box(items)), ...);
    return builder.finish();
  }
  /// Array with raw storage.
  Bits ints(std::vector<int64_t> items);
  Bits floats(std::vector<double> items);
  template <typename... Items> Bits tuple(Items... items) {
    std::vector<Bits> boxes{box(items)...};
    return makeTupleOf(*task, boxes);
  }
  /// Object of alternating keys and values.
  Bits object() { return makeObject(*task); }
  template <typename Value, typename... Rest>
  Bits object(const char *key, Value value, Rest... rest) {
    return objectInto(makeObject(*task), key, value, rest...);
  }
  Bits ok(Bits value) { return makeWrapper(*task, Kind::Ok, value); }
  Bits err(Bits value) { return makeWrapper(*task, Kind::Err, value); }
  Bits some(Bits value) { return makeWrapper(*task, Kind::Some, value); }
  Bits frozen(Bits value) { return freeze(*task, value); }

  template <typename... Args>
  std::string run(std::string_view name, Args... args) {
    return call(name, {box(args)...});
  }
  template <typename... Args>
  std::string runMethod(std::string_view name, Args... args) {
    return method(name, {box(args)...});
  }

private:
  Bits objectInto(Bits object) { return object; }
  template <typename Value, typename... Rest>
  Bits objectInto(Bits object, const char *key, Value value, Rest... rest) {
    object = objectPut(*task, object, std::string_view(key), box(value));
    return objectInto(object, rest...);
  }
  /// Text of an owned result or of the pending error.
  std::string textOfResult(Bits result, bool inner);

  TaskContext *task;
};

/// Address of a symbol of the runtime, or null.
void *findSymbol(std::string_view name);

} // namespace forge::unittest

#endif // FORGE_UNITTESTS_BUILTINS_BUILTINHARNESS_H
