//===- TierModule.h - what becomes hot, as a module of its own -*- C++ -*-===//

#ifndef FORGE_JIT_TIERMODULE_H
#define FORGE_JIT_TIERMODULE_H

#include "TierMap.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace forge {

/// Something that cheap code shall leave for optimized code.
struct TierEntry {
  enum class Kind { Function, Loop };
  Kind kind;
  /// By TierMap.
  unsigned index;
  /// The symbol of the optimized code.
  std::string name;
};

/// Turns a program's module into one that has nothing but the entries and what
/// they need. It refers to what `map` calls shared by name and does not define
/// it; functions whose address is taken keep the cheap code's address. Names of
/// entries get a suffix.
void makeTierModule(llvm::Module &module, const TierMap &map,
                    llvm::MutableArrayRef<TierEntry> entries,
                    llvm::StringRef suffix);

/// The name under which such a module refers to something shared: that of a
/// variable or constant, and one that no code has for a function.
std::string sharedName(const llvm::GlobalValue &value);

} // namespace forge

#endif // FORGE_JIT_TIERMODULE_H
