//===- PerformanceReport.h - the output of --explain-perf ------*- C++ -*-===//

#ifndef FORGE_TOOLING_PERFORMANCEREPORT_H
#define FORGE_TOOLING_PERFORMANCEREPORT_H

#include "forge/Diagnostics/DiagnosticEngine.h"
#include "forge/Pipeline/PerformanceRemarks.h"

namespace forge {

/// Writes a line per remark and one per note below it; the short format has no
/// notes, the JSON format one object per line.
void writePerformance(const SourceManager &sources,
                      const PerformanceRemarks &remarks, ErrorFormat format,
                      llvm::raw_ostream &os);

} // namespace forge

#endif // FORGE_TOOLING_PERFORMANCEREPORT_H
