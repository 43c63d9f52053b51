//===- Text.h - display and inner text forms ------------------------------===//

#ifndef FORGE_RT_CORE_TEXT_H
#define FORGE_RT_CORE_TEXT_H

#include "StringObject.h"

#include <cstddef>
#include <string_view>

namespace forge::rt {

/// Display form (semantics 2.1): what `say` prints.
void appendDisplay(StringBuilder &out, Bits v);
/// Inner form: what values look like inside an Object.
void appendInner(StringBuilder &out, Bits v);
/// `"text"` with the escapes of semantics 2.3.
void appendQuoted(StringBuilder &out, std::string_view text);
/// Display form as an owned String; strings are returned as they are.
Bits displayText(Context &ctx, Bits v);

/// Size of the longest text of a Float: sign, 309 digits before or 324 behind
/// the point plus 17 digits.
inline constexpr size_t maxFloatText = 352;
/// Writes the text of semantics 2.2, returns its size. `out` has room for
/// `maxFloatText` characters.
size_t formatFloat(double value, char *out);
/// Decimal digits; `out` has room for 20 characters.
size_t formatInt(int64_t value, char *out);

/// Shortest decimal that reads back as `value`, which is finite and not 0:
/// |value| = digits * 10^exponent.
struct Decimal {
  uint64_t digits;
  int32_t exponent;
};
Decimal shortestDecimal(double value);

} // namespace forge::rt

#endif // FORGE_RT_CORE_TEXT_H
