//===- Modules.cpp - modules as values ------------------------------------===//
//
// `math.sqrt(x)` is resolved at compile time. Only a program that uses a module
// as a value, such as `keys(math)`, needs the Object made here.
//
//===----------------------------------------------------------------------===//

#include "core/Hooks.h"
#include "core/ObjectObject.h"
#include "forge/rt/Prototypes.h"

#include <cmath>

using namespace forge::rt;

Bits forge::rt::nativeModule(Context &ctx, std::string_view name) {
  // Each group of rows is one module.
#define FORGE_MODULE_BEGIN(module)                                             \
  if (name == module) {                                                        \
    Bits result = makeObject(ctx);
#define FORGE_MODULE_FUNCTION(key, object)                                     \
  result = objectPut(ctx, result, key, boxPtr(&object));
#define FORGE_MODULE_CONSTANT(key, value)                                      \
  result = objectPut(ctx, result, key, makeFloat(value));
#define FORGE_MODULE_END()                                                     \
  return result;                                                               \
  }
#include "forge/rt/ModuleTable.inc"
#undef FORGE_MODULE_BEGIN
#undef FORGE_MODULE_FUNCTION
#undef FORGE_MODULE_CONSTANT
#undef FORGE_MODULE_END
  return missingBits;
}
