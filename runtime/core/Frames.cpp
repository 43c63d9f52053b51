//===- Frames.cpp - frames of functions that wait -------------------------===//
//
// Frames are no objects, but count as such: one that nobody frees is found as a
// leak.
//
//===----------------------------------------------------------------------===//

#include "Memory.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

static size_t frameBytes(int64_t slots) {
  return blockSize(offsetof(Frame, slot) +
                   static_cast<size_t>(slots) * sizeof(Bits));
}

extern "C" {

void frt_safe_point(Context *ctx) noexcept {
  ctx->attention = 0;
  if (const TaskHooks *hooks = runtime(*ctx).taskHooks)
    hooks->safePoint(task(*ctx));
}

void *frt_frame_push(Context *ctx, void *resume, int64_t state,
                     int64_t slots) noexcept {
  auto *frame =
      static_cast<Frame *>(allocateBlock(task(*ctx), frameBytes(slots)));
  frame->next = {};
  frame->resume = {reinterpret_cast<uint64_t (*)(Context *, Frame *)>(resume)};
  frame->site = {};
  frame->state = static_cast<int32_t>(state);
  frame->slots = static_cast<int32_t>(slots);
  if (ctx->capturedLast.ptr)
    ctx->capturedLast.ptr->next.ptr = frame;
  else
    ctx->capturedFirst.ptr = frame;
  ctx->capturedLast.ptr = frame;
  ++ctx->counters.live;
  return frame;
}

void frt_frame_pop(Context *ctx, void *memory) noexcept {
  auto *frame = static_cast<Frame *>(memory);
  --ctx->counters.live;
  freeBlock(task(*ctx), frame, frameBytes(frame->slots));
}

} // extern "C"
