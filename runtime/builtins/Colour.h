//===- Colour.h - coloured text on standard error -------------------------===//

#ifndef FORGE_RT_BUILTINS_COLOUR_H
#define FORGE_RT_BUILTINS_COLOUR_H

#include "core/Output.h"
#include "core/StringObject.h"

namespace forge::rt {

/// Select Graphic Rendition codes of ECMA-48.
enum class Colour { Dim = 2, Red = 31, Green = 32, Yellow = 33, Magenta = 35 };

/// Appends text for standard error, in colour if that is shown.
inline void appendColoured(StringBuilder &out, Colour colour,
                           std::string_view text) {
  if (!stderrHasColour()) {
    out.append(text);
    return;
  }
  out.append("\x1b[");
  out.appendInt(static_cast<int64_t>(colour));
  out.append('m');
  out.append(text);
  out.append("\x1b[0m");
}

} // namespace forge::rt

#endif // FORGE_RT_BUILTINS_COLOUR_H
