//===- Findings.h - what the checker says about a text ---------*- C++ -*-===//

#ifndef FORGE_UNITTESTS_CHECK_FINDINGS_H
#define FORGE_UNITTESTS_CHECK_FINDINGS_H

#include "forge/Check/Check.h"

namespace forge {

/// What the checker says about a text, one finding per line.
inline std::string findings(std::string text,
                            BuiltinTarget target = NativeTarget) {
  SourceManager sources;
  DiagnosticEngine diagnostics(sources);
  const SourceFile &file = sources.add("test.fg", std::move(text));
  checkProgram(sources, file, diagnostics, target);
  std::string result;
  llvm::raw_string_ostream os(result);
  RenderOptions options;
  options.format = ErrorFormat::Short;
  render(diagnostics, options, os);
  return result;
}

} // namespace forge

#endif // FORGE_UNITTESTS_CHECK_FINDINGS_H
