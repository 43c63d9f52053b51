//===- ErrorReport.h - report of an uncaught error ------------------------===//

#ifndef FORGE_RT_CORE_ERRORREPORT_H
#define FORGE_RT_CORE_ERRORREPORT_H

#include "StringObject.h"

#include <string_view>

namespace forge::rt {

/// Code of the diagnostic catalogue for a message.
std::string_view errorCode(std::string_view message);

/// Appends the report of the pending error (tools 4.2): header, excerpt if the
/// source can be read, hint, call stack.
void appendErrorReport(Context &ctx, StringBuilder &out, bool colour);

/// Appends what follows the header in that report.
void appendErrorDetails(Context &ctx, StringBuilder &out, bool colour);

/// Writes that report to standard error.
void reportError(Context &ctx);

} // namespace forge::rt

#endif // FORGE_RT_CORE_ERRORREPORT_H
