//===- PerformanceRemarks.h - what is left to run time ---------*- C++ -*-===//
//
// Passes say through MLIR's remark engine what they could not decide, and why.
// This collects the remarks of one compilation and words them with the source.
//
// A remark consists of its text, the argument `LoopDepth`, and pairs of the
// arguments `Note`, a text, and `At`, a location. In the text `{0}`, `{1}`
// stand for the operands of the expression at the remark's place, from left to
// right: of `a.f`, `a[i]` and `f(..)` the first is `a` or `f`.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_PIPELINE_PERFORMANCEREMARKS_H
#define FORGE_PIPELINE_PERFORMANCEREMARKS_H

#include "forge/Source/SourceManager.h"
#include "mlir/IR/MLIRContext.h"
#include <map>

namespace forge {

struct PerformanceRemark {
  std::string kind; ///< `operator`, `field`, `call`..
  Span span;
  unsigned loopDepth = 0; ///< loops around it
  std::string message;
  std::vector<std::pair<Span, std::string>> notes;
};

class PerformanceRemarks {
public:
  explicit PerformanceRemarks(const SourceManager &sources)
      : sources(sources) {}

  /// Collects the remarks of passes from now on; this object must outlive them.
  void listen(mlir::MLIRContext &context);
  /// One remark per place and message, those in the most loops first, then by
  /// position.
  std::vector<PerformanceRemark> sorted() const;

  /// A remark as passes make it.
  void add(mlir::Location loc, llvm::StringRef kind, llvm::StringRef text,
           unsigned loopDepth,
           llvm::ArrayRef<std::pair<mlir::Location, std::string>> notes);

private:
  /// The innermost place in a file of the program, or nothing.
  std::optional<Span> placeOf(mlir::Location loc, bool &isInnermost) const;

  const SourceManager &sources;
  std::map<std::pair<std::tuple<FileId, uint32_t, uint32_t>, std::string>,
           PerformanceRemark>
      remarks;
};

/// Operands of the expression or assignment in a text, as they are written;
/// empty if it is neither.
std::vector<std::string> operandsIn(llvm::StringRef text);

} // namespace forge

#endif // FORGE_PIPELINE_PERFORMANCEREMARKS_H
