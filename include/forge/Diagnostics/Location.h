//===- Location.h - how reports name places in the source ------*- C++ -*-===//

#ifndef FORGE_DIAGNOSTICS_LOCATION_H
#define FORGE_DIAGNOSTICS_LOCATION_H

#include "forge/Source/SourceManager.h"
#include "llvm/Support/JSON.h"

namespace forge {

/// `path:line:column` of a place.
std::string locationText(const SourceFile &file, uint32_t offset);

/// Start and end of a span as lines and columns, for reports in JSON.
llvm::json::Object rangeOf(const SourceFile &file, Span span);

} // namespace forge

#endif // FORGE_DIAGNOSTICS_LOCATION_H
