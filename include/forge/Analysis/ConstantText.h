//===- ConstantText.h - texts that are known ------------------*- C++ -*-===//

#ifndef FORGE_ANALYSIS_CONSTANTTEXT_H
#define FORGE_ANALYSIS_CONSTANTTEXT_H

#include "dialects/Forge/Forge.h"

namespace forge {

/// The text of a constant, boxed or not, or nothing.
inline std::optional<llvm::StringRef> constantText(mlir::Value value) {
  if (auto box = value.getDefiningOp<ir::BoxOp>())
    value = box.getValue();
  auto text = value.getDefiningOp<ir::StringOp>();
  return text ? std::optional<llvm::StringRef>(text.getValue()) : std::nullopt;
}

} // namespace forge

#endif // FORGE_ANALYSIS_CONSTANTTEXT_H
