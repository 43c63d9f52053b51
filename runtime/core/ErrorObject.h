//===- ErrorObject.h - layout of a runtime error in flight ----------------===//

#ifndef FORGE_RT_CORE_ERROROBJECT_H
#define FORGE_RT_CORE_ERROROBJECT_H

#include "Errors.h"

#include <cassert>

namespace forge::rt {

/// Sites kept at each end of the trace; what lies between is only counted.
inline constexpr int64_t traceEnd = 10;

/// The context refers to the pending one; programs never see it.
struct ErrorObject {
  Header header;
  const char *text; ///< message template with `%` for operands
  ErrorArg args[4];
  Bits message; ///< rendered message, or null
  Bits hint;    ///< String or null
  /// Whom the error is for, if programs cannot catch it; see Tasks.h.
  const void *finalFor;
  int64_t sites;
  const SourceSite *innermost[traceEnd];
  const SourceSite *outermost[traceEnd]; ///< ring: site n is at n % traceEnd

  const SourceSite *site(int64_t i) const {
    return i < traceEnd ? innermost[i] : outermost[i % traceEnd];
  }
};

inline ErrorObject *pendingError(Context &ctx) {
  assert(!isSuspended(ctx) && "a waiting task has no error");
  return static_cast<ErrorObject *>(ctx.error.ptr);
}

} // namespace forge::rt

#endif // FORGE_RT_CORE_ERROROBJECT_H
