//===- TieredProgram.h - code that is optimized while it runs --*- C++ -*-===//
//
// A program starts as cheap code, which counts how often its functions are
// entered and its loops go round. What becomes hot is compiled again by another
// thread, with all optimizations, from the LLVM module that the cheap code was
// made of, and takes over: functions when they are entered next, loops when
// they reach their header next.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_JIT_TIEREDPROGRAM_H
#define FORGE_JIT_TIEREDPROGRAM_H

#include "forge/JIT/Jit.h"
#include <functional>

namespace llvm {
class Module;
} // namespace llvm

namespace forge {

struct TierOptions {
  /// After so many entries of a function, or rounds of a loop, it is hot.
  static constexpr uint64_t defaultHotAfter = 10000;
  uint64_t hotAfter = defaultHotAfter;
  /// Cheap code stays as it is.
  bool neverHot = false;
  /// The program waits for optimized code instead of going on in cheap code
  /// meanwhile: what it does when then depends on nothing but the program.
  bool waitForHot = false;
  /// The level of optimized code.
  unsigned optLevel = 2;
  /// Called by the other thread, once. The program has been hot for about half of
  /// the time that it takes to optimize it.
  std::function<void()> onHot;
  /// Called by the other thread with optimized code of the whole program.
  std::function<void(llvm::StringRef object)> onOptimized;
};

/// Makes the cheap code's module out of a program's.
void makeCheapModule(llvm::Module &module);

/// Looks after the tiers of one program.
class TieredProgram {
public:
  /// What happened so far.
  struct Counts {
    /// How often something that was hot has been compiled.
    unsigned compilations = 0;
    /// Functions whose cheap code passes its callers on to optimized code.
    unsigned functions = 0;
    /// Changes from a running loop to optimized code.
    unsigned loops = 0;
  };

  /// `bitcode` is the program's module before `makeCheapModule`, kept by the
  /// caller. It is looked at if something becomes hot.
  TieredProgram(Jit &jit, llvm::StringRef bitcode, TierOptions options);
  /// Waits for the other thread, which leaves its work.
  ~TieredProgram();

  /// Defines what cheap code refers to; before its object is added.
  llvm::Error prepare();
  /// Connects the cheap code, before it runs.
  llvm::Error attach();

  Counts counts() const;

private:
  class Compiler;
  std::unique_ptr<Compiler> compiler;
};

} // namespace forge

#endif // FORGE_JIT_TIEREDPROGRAM_H
