//===- Arithmetic.h - operators on boxes ----------------------------------===//

#ifndef FORGE_RT_CORE_ARITHMETIC_H
#define FORGE_RT_CORE_ARITHMETIC_H

#include "Value.h"

namespace forge::rt {

/// The numbers are those of compound assignments in `frt_place_update`.
enum class ArithmeticOp { Add = 1, Sub = 2, Mul = 3, Div = 4, Rem = 5 };

/// `a op b` (semantics 1.9); consumes `a`, so that a unique String grows in
/// place. Raises.
Bits arithmetic(Context &ctx, ArithmeticOp op, Bits a, Bits b);

/// op: 0 `+`, 1 `-`, 2 `*`, 3 `/`, 4 unary minus.
void raiseOverflow(Context &ctx, int64_t op, int64_t a, int64_t b);
void raiseDivisionByZero(Context &ctx);
void raiseModuloByZero(Context &ctx);

/// Truncates, saturates, maps NaN to 0.
int64_t floatToInt(double d);

} // namespace forge::rt

#endif // FORGE_RT_CORE_ARITHMETIC_H
