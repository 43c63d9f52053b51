//===- BuiltinHarness.cpp - calling builtins from unit tests --------------===//

#include "BuiltinHarness.h"

#include "core/Call.h"
#include "core/Errors.h"
#include "core/Hooks.h"
#include "core/Text.h"
#include "forge/Builtins/Catalogue.h"
#include "forge/rt/Prototypes.h"

#include <catch2/catch.hpp>

using namespace forge;
using namespace forge::unittest;

namespace {
struct Symbol {
  std::string_view name;
  void *address;
};
} // namespace

static const Symbol symbols[] = {
#define FORGE_JIT_SYMBOL(symbol)                                               \
  {#symbol, reinterpret_cast<void *>(&forge::rt::symbol)},
#include "forge/rt/JitSymbols.inc"
#undef FORGE_JIT_SYMBOL
};

void *unittest::findSymbol(std::string_view name) {
  for (const Symbol &symbol : symbols)
    if (symbol.name == name)
      return symbol.address;
  return nullptr;
}

static const ProgramInfo program = {abiVersion, 0, {"test.fg"}};

World::World() : task(createState(&program, 0, nullptr)) {
  task->maxDepth = maxCallDepth;
  task->stackLimit = 0;
}

World::~World() {
  clearError(*task);
  nativeShutdown(*task);
  releaseState(task);
  CHECK(task->counters.live == 0);
  destroyState(task);
}

std::string World::textOfResult(Bits result, bool inner) {
  if (failed(*task)) {
    Owned message(*task, pendingMessage(*task));
    std::string text = "error: " + std::string(textOf(message));
    clearError(*task);
    return text;
  }
  StringBuilder text;
  if (inner)
    appendInner(text, result);
  else
    appendDisplay(text, result);
  release(*task, result);
  return std::string(text.view());
}

/// The static object of a builtin as a box.
static Bits builtinValue(std::string_view name) {
  const BuiltinRecord *record =
      findBuiltin(llvm::StringRef(name.data(), name.size()));
  REQUIRE(record);
  void *object =
      findSymbol({record->staticObject.data(), record->staticObject.size()});
  REQUIRE(object);
  return boxPtr(object);
}

std::string World::call(std::string_view name, std::vector<Bits> arguments) {
  Bits result = rt::call(*task, builtinValue(name), arguments.data(),
                         static_cast<int64_t>(arguments.size()));
  return textOfResult(result, false);
}

std::string World::callInner(std::string_view name,
                             std::vector<Bits> arguments) {
  Bits result = rt::call(*task, builtinValue(name), arguments.data(),
                         static_cast<int64_t>(arguments.size()));
  return textOfResult(result, true);
}

std::string World::method(std::string_view name, std::vector<Bits> arguments) {
  bool found = false;
  Bits result = nativeMethod(*task, name, arguments.data(),
                             static_cast<int64_t>(arguments.size()), found);
  std::string text = found ? textOfResult(result, false) : "no such method";
  for (Bits argument : arguments)
    release(*task, argument);
  return text;
}

std::string World::field(std::string_view name, Bits receiver) {
  bool found = false;
  Bits result = nativeProperty(*task, receiver, name, found);
  std::string text = found ? textOfResult(result, false) : "no such field";
  release(*task, receiver);
  return text;
}

Bits World::ints(std::vector<int64_t> items) {
  Bits result =
      makeArray(*task, static_cast<int64_t>(items.size()), Element::Int);
  for (size_t i = 0; i < items.size(); ++i)
    intsOf(objectOf<Array>(result))[i] = items[i];
  objectOf<Array>(result)->size = static_cast<int64_t>(items.size());
  return result;
}

Bits World::floats(std::vector<double> items) {
  Bits result =
      makeArray(*task, static_cast<int64_t>(items.size()), Element::Float);
  for (size_t i = 0; i < items.size(); ++i)
    floatsOf(objectOf<Array>(result))[i] = items[i];
  objectOf<Array>(result)->size = static_cast<int64_t>(items.size());
  return result;
}
