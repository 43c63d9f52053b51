//===- Equality.h - equality, hashing, ordering ---------------------------===//
//
// The relations of semantics 1.7 and 1.8. All of them work on data nested to
// any depth without using the native stack for it.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_EQUALITY_H
#define FORGE_RT_CORE_EQUALITY_H

#include "Value.h"

namespace forge::rt {

/// `==`.
bool equals(Bits a, Bits b);
/// Equality of Set elements and Map keys: NaN equals itself.
bool containerEquals(Bits a, Bits b);
/// Equality of display texts.
bool displayEquals(Bits a, Bits b);
/// Agrees with container equality.
uint64_t hashValue(Bits v);

enum class Order : int8_t { Less = -1, Equal = 0, Greater = 1, None = 2 };
/// Numbers with numbers and Strings with Strings; None for all other pairs and
/// for NaN.
Order orderOf(Bits a, Bits b);
/// True for pairs that `<` accepts (a NaN is a number).
bool isOrderable(Bits a, Bits b);
/// Total order of `sort` steps: numbers numerically, Strings by code point,
/// other pairs by display text (semantics 11.2).
Order sortOrder(Bits a, Bits b);

} // namespace forge::rt

#endif // FORGE_RT_CORE_EQUALITY_H
