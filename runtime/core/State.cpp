//===- State.cpp - making and ending a program's state --------------------===//

#include "State.h"

#include "Errors.h"
#include "Output.h"
#include "ProgramState.h"
#include "Shape.h"
#include "Types.h"

#include <new>

using namespace forge::rt;

ProgramState::ProgramState(const ProgramInfo *program, int argc, char **argv)
    : TaskContext{} {
  maxDepth = maxCallDepth;
  methods.ptr = types.methods.entries;
  resumed = nullBits;
  runtime = &shared;
  shared.program = program;
  shared.argc = argc;
  shared.argv = argv;
  shared.shapes = &shapes;
  shared.types = &types;
  shared.output = &output;
}

TaskContext *forge::rt::createState(const ProgramInfo *program, int argc,
                                    char **argv) {
  return new (allocateBytes(sizeof(ProgramState)))
      ProgramState(program, argc, argv);
}

void forge::rt::releaseState(TaskContext *ctx) {
  clearError(*ctx);
  Runtime &rt = *ctx->runtime;
  while (Service *service = rt.services) {
    rt.services = service->next;
    service->destroy(*ctx, service);
  }
  if (rt.scheduler)
    rt.taskHooks->destroy(*ctx);
  releaseTypes(*ctx, *rt.types);
  if (rt.parts.collectCycles.isNeeded())
    rt.parts.collectCycles(*ctx);
  releaseShapes(*ctx, *rt.shapes);
}

void forge::rt::destroyState(TaskContext *ctx) {
  releaseState(ctx);
  freeChunks(*ctx);
  flushOut(*ctx);
  auto *state = static_cast<ProgramState *>(ctx);
  state->~ProgramState();
  freeBytes(state);
}
