//===- NumberText.h - reading numbers from text ---------------------------===//

#ifndef FORGE_RT_BUILTINS_NUMBERTEXT_H
#define FORGE_RT_BUILTINS_NUMBERTEXT_H

#include <cstdint>
#include <optional>
#include <string_view>

namespace forge::rt {

/// Optional sign and digits of the base (2 to 36), nothing else; none if the
/// text is anything else or out of range.
std::optional<int64_t> parseInt(std::string_view text, int base);

/// Text accepted by `float`: optional sign, digits with an optional point and
/// exponent, or `inf`, `infinity`, `nan` in any case.
std::optional<double> parseFloat(std::string_view text);

/// Truncated toward zero, saturating; 0 for NaN.
int64_t saturatedInt(double value);

} // namespace forge::rt

#endif // FORGE_RT_BUILTINS_NUMBERTEXT_H
