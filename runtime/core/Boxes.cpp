//===- Boxes.cpp - slow paths of boxing and counting ----------------------===//

#include "Cycles.h"
#include "Memory.h"
#include "forge/rt/Prototypes.h"

#include <bit>

using namespace forge::rt;

extern "C" {

Bits frt_box_int_slow(int64_t value) noexcept { return makeInt(value); }

int64_t frt_unbox_int_slow(Bits v) noexcept { return asInt(v); }

void frt_retain_slow(Bits v) noexcept { retain(v); }

void frt_release_slow(Context *ctx, Bits v) noexcept { release(*ctx, v); }

void frt_release_noted(Context *ctx, void *slots, void *mask,
                       int64_t words) noexcept {
  auto *values = static_cast<const Bits *>(slots);
  auto *bits = static_cast<const uint64_t *>(mask);
  for (int64_t word = 0; word < words; ++word, values += 64)
    for (uint64_t rest = bits[word]; rest; rest &= rest - 1)
      release(*ctx, values[std::countr_zero(rest)]);
}

int64_t frt_kind_code(Bits v) noexcept {
  return static_cast<int64_t>(typeOf(v));
}

Bits frt_cell_new(Context *ctx, Bits v) noexcept { return makeCell(*ctx, v); }

Bits frt_closure_new(Context *ctx, void *entry, void *info, void *captures,
                     int64_t n) noexcept {
  auto *about = static_cast<const FunctionInfo *>(info);
  Kind kind = about->flags & functionIsBuiltin ? Kind::Builtin : Kind::Function;
  auto *c = allocateObject<Closure>(*ctx, kind,
                                    offsetof(Closure, captures) +
                                        static_cast<size_t>(n) * sizeof(Bits));
  c->entry.ptr = reinterpret_cast<Entry>(entry);
  c->info.ptr = about;
  c->size = n;
  auto *values = static_cast<const Bits *>(captures);
  for (int64_t i = 0; i < n; ++i)
    c->captures[i] = values[i];
  return boxPtr(c);
}

} // extern "C"
