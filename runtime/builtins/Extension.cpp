//===- Extension.cpp - state of the builtins ------------------------------===//

#include "Extension.h"

#include "core/Hooks.h"
#include "core/Memory.h"

#include <new>

using namespace forge::rt;

Extension &forge::rt::extension(Context &ctx) {
  void *&state = runtime(ctx).extension;
  if (!state) {
    state = new (allocateBytes(sizeof(Extension))) Extension;
    static_cast<Extension *>(state)->random.seed();
  }
  return *static_cast<Extension *>(state);
}

void forge::rt::nativeShutdown(Context &ctx) {
  freeBytes(runtime(ctx).extension);
  runtime(ctx).extension = nullptr;
}
