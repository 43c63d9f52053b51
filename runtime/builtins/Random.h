//===- Random.h - random numbers ------------------------------------------===//
//
// Specification: builtins, section 18.2. Good enough for programs, not for
// secrets.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_BUILTINS_RANDOM_H
#define FORGE_RT_BUILTINS_RANDOM_H

#include <cstdint>

namespace forge::rt {

/// The generator xoshiro256** by Blackman and Vigna.
class Random {
public:
  /// Seeds from the operating system, or from FORGE_SEED if that is a number.
  void seed();
  /// Seeds reproducibly.
  void seed(uint64_t value);
  uint64_t next();
  /// Uniform in [0, bound); a bound of 0 stands for 2 to the 64.
  uint64_t below(uint64_t bound);
  /// Uniform in [0, 1) with 53 bits.
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

private:
  uint64_t state[4] = {};
};

} // namespace forge::rt

#endif // FORGE_RT_BUILTINS_RANDOM_H
