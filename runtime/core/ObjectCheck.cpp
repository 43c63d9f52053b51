//===- ObjectCheck.cpp - are all objects freed? ---------------------------===//

#include "ObjectCheck.h"

#include "Errors.h"
#include "Hooks.h"
#include "Output.h"
#include "Text.h"

#include <cstdlib>
#include <cstring>

using namespace forge::rt;

static bool isAskedFor() {
  const char *check = std::getenv("FORGE_CHECK_LIVE");
  return check && std::strcmp(check, "1") == 0;
}

bool forge::rt::releasesAtEnd() { return isAskedFor() || leaksAreReported; }

/// Releases what the program's variables and the runtime still hold.
static void releaseEverything(TaskContext &ctx) {
  if (const ProgramInfo *program = ctx.runtime->program)
    for (int32_t i = 0; i < program->globals; ++i)
      release(ctx, ctx.globals.ptr[i]);
  clearError(ctx);
  nativeShutdown(ctx);
  releaseState(&ctx);
}

static int checkObjects(TaskContext &ctx, int status) {
  bool asked = isAskedFor();
  if (!releasesAtEnd())
    return status;
  releaseEverything(ctx);
  freeChunks(ctx);
  int64_t live = ctx.counters.live;
  if (!asked || live == 0)
    return status;
  StringBuilder text;
  text.append("forge: ");
  text.appendInt(live);
  text.append(" live objects at exit\n");
  writeErr(ctx, text.view());
  return statusLeak;
}

void forge::rt::expectObjects(TaskContext &ctx) {
  ctx.runtime->parts.checkObjects.need(checkObjects);
  if (isAskedFor()) // small programs shall see collections, too
    ctx.cells.fewCells = ctx.cells.countLimit = 2;
}
