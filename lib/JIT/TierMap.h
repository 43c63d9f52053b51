//===- TierMap.h - functions and loops that can change tier ----*- C++ -*-===//
//
// Cheap and optimized code of a program come from the same LLVM module. What
// they have to agree on follows from that module alone, by numbers: functions,
// loops, the values that live at a loop header, and the data both use.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_JIT_TIERMAP_H
#define FORGE_JIT_TIERMAP_H

#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <vector>

namespace llvm {
class BasicBlock;
class Function;
class GlobalValue;
class Module;
class Value;
} // namespace llvm

namespace forge {

/// A loop header, where a frame can be left for other code: between its phis
/// and what follows them.
struct OsrPoint {
  llvm::BasicBlock *header;
  /// All blocks of the loop, the header first.
  llvm::SmallVector<llvm::BasicBlock *> blocks;
  /// What code from here on may use: first the phis of the header, then values
  /// from elsewhere, in the order of the function.
  llvm::SmallVector<llvm::Value *> live;
  /// The number of the next outer loop, relative to the function.
  std::optional<unsigned> parent;
};

/// The loops of a function, outer loops before inner ones.
std::vector<OsrPoint> findOsrPoints(llvm::Function &function);

struct TierMap {
  explicit TierMap(llvm::Module &module);

  struct Function {
    llvm::Function *code;
    /// The number of the first of its loops.
    unsigned firstLoop;
    std::vector<OsrPoint> loops;
  };
  /// A loop by its number in the module.
  struct Loop {
    unsigned function, index;
  };
  /// All functions that are not inlined everywhere.
  std::vector<Function> functions;
  std::vector<Loop> loops;
  /// Variables, constants and functions that exist once, whatever code uses
  /// them. Each has a name.
  std::vector<llvm::GlobalValue *> shared;
};

} // namespace forge

#endif // FORGE_JIT_TIERMAP_H
