//===- State.cpp - making and ending a program's state --------------------===//

#include "State.h"

#include "Cycles.h"
#include "Errors.h"
#include "Output.h"
#include "Shape.h"
#include "Types.h"

#include <new>

using namespace forge::rt;

TaskContext *forge::rt::createState(const ProgramInfo *program, int argc,
                                    char **argv) {
  auto *ctx = new (allocateBytes(sizeof(TaskContext))) TaskContext{};
  ctx->error.ptr = nullptr;
  ctx->depth = 0;
  ctx->maxDepth = maxCallDepth;
  ctx->stackLimit = 0;
  ctx->globals.ptr = nullptr;
  ctx->runtime = new (allocateBytes(sizeof(Runtime))) Runtime{};
  Runtime &rt = *ctx->runtime;
  rt.program = program;
  rt.argc = argc;
  rt.argv = argv;
  rt.shapes = createShapes();
  rt.types = createTypes();
  rt.output = createOutput();
  ctx->methods.ptr = rt.types->methods.entries;
  return ctx;
}

void forge::rt::releaseState(TaskContext *ctx) {
  clearError(*ctx);
  Runtime &rt = *ctx->runtime;
  destroyTypes(*ctx, rt.types);
  rt.types = nullptr;
  collectCycles(*ctx);
  ctx->methods.ptr = nullptr;
  destroyShapes(*ctx, rt.shapes);
  rt.shapes = nullptr;
}

void forge::rt::destroyState(TaskContext *ctx) {
  if (ctx->runtime->types)
    releaseState(ctx);
  freeChunks(*ctx);
  flushOut(*ctx);
  destroyOutput(ctx->runtime->output);
  freeBytes(ctx->runtime);
  freeBytes(ctx);
}
