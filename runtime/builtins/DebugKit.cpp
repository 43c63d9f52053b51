//===- DebugKit.cpp - sus, bruh, bet, no_cap, ick -------------------------===//
//
// Specification: builtins, section 15.
//
//===----------------------------------------------------------------------===//

#include "Colour.h"
#include "core/Equality.h"
#include "core/Errors.h"
#include "core/Text.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

Bits forge::rt::frt_sus(Context *context, Bits v) noexcept {
  if (isMissing(v))
    return raise(*context, "sus() needs something to inspect, bestie");
  StringBuilder line;
  appendColoured(line, Colour::Yellow, "🔍 SUS CHECK:");
  line.append(isString(v) ? " \"" : " ");
  appendDisplay(line, v);
  line.append(isString(v) ? "\" " : " ");
  StringBuilder kind;
  kind.append('(');
  kind.append(typeName(v));
  kind.append(')');
  appendColoured(line, Colour::Dim, kind.view());
  line.append('\n');
  writeErr(*context, line.view());
  return retained(v);
}

Bits forge::rt::frt_bruh(Context *context, Bits msg) noexcept {
  if (isMissing(msg))
    return raise(*context, "BRUH: something ain't right");
  return raise(*context, "BRUH: %", msg);
}

Bits forge::rt::frt_bet(Context *context, Bits c, Bits msg) noexcept {
  if (isMissing(c))
    return raise(*context, "bet() needs a condition, no cap");
  if (truthy(c))
    return trueBits;
  if (isMissing(msg))
    return raise(*context, "LOST THE BET: condition was false");
  return raise(*context, "LOST THE BET: %", msg);
}

Bits forge::rt::frt_no_cap(Context *context, Bits a, Bits b) noexcept {
  if (isMissing(b))
    return raise(*context, "no_cap() needs two values to compare, fr fr");
  if (containerEquals(a, b))
    return trueBits;
  return raise(*context, "CAP DETECTED: % ≠ %", a, b);
}

Bits forge::rt::frt_ick(Context *context, Bits c, Bits msg) noexcept {
  if (isMissing(c))
    return raise(*context, "ick() needs a condition to reject");
  if (!truthy(c))
    return trueBits;
  if (isMissing(msg))
    return raise(*context, "ICK: that's an ick");
  return raise(*context, "ICK: %", msg);
}
