//===- Raise.cpp - entries that raise the errors of the core --------------===//

#include "Arithmetic.h"
#include "ArrayObject.h"
#include "Errors.h"
#include "ObjectObject.h"
#include "StringObject.h"
#include "Text.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

void forge::rt::raiseOverflow(Context &ctx, int64_t op, int64_t a, int64_t b) {
  if (op == 4) {
    raise(ctx, "integer overflow: -%", a);
  } else {
    static constexpr const char *texts[] = {
        "integer overflow: % + %", "integer overflow: % - %",
        "integer overflow: % * %", "integer overflow: % / %"};
    raise(ctx, texts[op], a, b);
  }
  setHint(ctx, "convert to Float first, or use math.wrapping_add / "
               "wrapping_sub / wrapping_mul");
}

void forge::rt::raiseDivisionByZero(Context &ctx) {
  raise(ctx, "division by zero");
  setHint(ctx, "check that the divisor is not zero before dividing");
}

void forge::rt::raiseModuloByZero(Context &ctx) {
  raise(ctx, "modulo by zero");
  setHint(ctx, "check that the divisor is not zero before using %");
}

extern "C" {

void frt_raise_overflow(Context *ctx, int64_t op, int64_t a,
                        int64_t b) noexcept {
  raiseOverflow(*ctx, op, a, b);
}

void frt_raise_division_by_zero(Context *ctx) noexcept {
  raiseDivisionByZero(*ctx);
}

void frt_raise_modulo_by_zero(Context *ctx) noexcept {
  raiseModuloByZero(*ctx);
}

void frt_raise_index(Context *ctx, Bits array, int64_t index) noexcept {
  raise(*ctx, "index out of bounds: index % on array of length %", index,
        arraySize(array));
}

void frt_raise_update(Context *ctx, Bits array, int64_t index, int64_t op,
                      Bits operand) noexcept {
  Bits element = frt_index_get(ctx, array, makeInt(index));
  if (!failed(*ctx))
    release(*ctx,
            arithmetic(*ctx, static_cast<ArithmeticOp>(op), element, operand));
}

void frt_raise_deep(Context *ctx, Bits array, int64_t count, int64_t first,
                    int64_t second, int64_t third, int64_t op,
                    Bits operand) noexcept {
  const int64_t indexes[] = {first, second, third};
  Owned holder(*ctx, retained(array));
  for (int64_t i = 0; i + 1 < count; ++i) {
    holder.reset(frt_index_get(ctx, holder, makeInt(indexes[i])));
    if (failed(*ctx))
      return;
  }
  if (op == static_cast<int64_t>(PlaceOp::Set))
    frt_raise_index(ctx, holder, indexes[count - 1]);
  else
    frt_raise_update(ctx, holder, indexes[count - 1], op, operand);
}

void frt_raise_path(Context *ctx, Bits root, int64_t path, int64_t first,
                    int64_t second, int64_t third, int64_t op,
                    Bits operand) noexcept {
  const int64_t indexes[] = {first, second, third};
  const int64_t *index = indexes;
  Owned place(*ctx, retained(root));
  for (auto rest = static_cast<uint64_t>(path); rest; rest >>= 8) {
    uint64_t step = rest & 0xFF;
    if (step == 1)
      place.reset(frt_index_get(ctx, place, makeInt(*index++)));
    else
      place.reset(retained(asObject(place)->slots()[step - 2]));
    if (failed(*ctx))
      return;
  }
  if (op)
    release(*ctx, arithmetic(*ctx, static_cast<ArithmeticOp>(op), place.take(),
                             operand));
}

void frt_raise_undefined(Context *ctx, Bits name, Bits hint) noexcept {
  raise(*ctx, "undefined variable: '%'", name);
  if (isString(hint))
    setHintValue(*ctx, hint);
  else
    setHint(*ctx, "make sure the variable is defined before use");
}

void frt_raise_immutable(Context *ctx, Bits name) noexcept {
  raise(*ctx,
        "cannot reassign immutable variable '%' (use 'let mut' to make it "
        "mutable)",
        name);
}

void frt_raise_depth(Context *ctx) noexcept {
  raise(*ctx, "maximum recursion depth exceeded (% frames)", ctx->depth);
  setHint(*ctx,
          "check for infinite recursion, or restructure to use iteration");
}

void frt_raise_text(Context *ctx, Bits message) noexcept {
  raise(*ctx, "%", message);
}

void frt_raise_loop_control(Context *ctx, int64_t isContinue) noexcept {
  raise(*ctx,
        isContinue ? "continue outside of loop" : "break outside of loop");
}

void frt_raise_unhandled(Context *ctx, Bits err) noexcept {
  if (isKind(err, Kind::Err))
    raise(*ctx, "unhandled error: %", objectOf<Wrapper>(err)->value);
  else
    raise(*ctx, "`?` expects Result value (Ok(...) or Err(...))");
}

void frt_raise_retry(Context *ctx, int64_t attempts) noexcept {
  Owned last(*ctx, failed(*ctx) ? pendingMessage(*ctx) : makeString(*ctx, ""));
  raise(*ctx, "retry failed after % attempts: %", attempts, last.get());
}

} // extern "C"
