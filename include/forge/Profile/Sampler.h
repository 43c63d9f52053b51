//===- Sampler.h - where a running program spends its time ----------------===//
//
// A timer of the process's CPU time interrupts the program; the interrupted
// thread walks its own stack and counts what it found. Linux only.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_PROFILE_SAMPLER_H
#define FORGE_PROFILE_SAMPLER_H

#include "llvm/Support/Error.h"
#include <cstdint>
#include <memory>
#include <vector>

namespace forge {

/// A stack that was seen, and how often.
struct SampledStack {
  std::vector<uint64_t> addresses; ///< in generated code, the innermost first
  uint64_t count = 0;
  uint64_t nanoseconds = 0; ///< of processor time
  bool isCut = false;       ///< there were more calls than are kept
};

struct SamplerOptions {
  /// The addresses between which generated code lies; other frames, those of
  /// the runtime, are left out.
  uint64_t codeBegin = 0, codeEnd = 0;
  /// The unwind tables of that code, for the case that nobody registered them.
  uint64_t unwindTables = 0;
  /// Processor time between two samples, as far as the system can.
  unsigned periodMicroseconds = 1000;
};

/// Calls of one stack beyond this many are not walked.
inline constexpr unsigned maxSampledDepth = 256;

/// There is at most one at a time. Created on the thread that does not run the
/// program, started and stopped on one that does.
class Sampler {
public:
  static llvm::Expected<std::unique_ptr<Sampler>>
  create(const SamplerOptions &options);
  ~Sampler();

  llvm::Error start();
  void stop();

  /// All that was seen; after `stop`.
  std::vector<SampledStack> stacks() const;
  /// Samples for which there was no room.
  uint64_t lost() const;

  struct State;

private:
  explicit Sampler(std::unique_ptr<State> state);
  std::unique_ptr<State> state;
};

} // namespace forge

#endif // FORGE_PROFILE_SAMPLER_H
