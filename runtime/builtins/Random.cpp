//===- Random.cpp - random numbers ----------------------------------------===//

#include "Random.h"

#include "NumberText.h"

#include <bit>
#include <cstdlib>
#include <time.h>
#include <unistd.h>

using namespace forge::rt;

/// One step of splitmix64, which turns any seed into good state.
static uint64_t mix(uint64_t &seed) {
  uint64_t z = (seed += 0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

void Random::seed(uint64_t value) {
  for (uint64_t &word : state)
    word = mix(value);
}

void Random::seed() {
  if (const char *text = std::getenv("FORGE_SEED"))
    if (std::optional<int64_t> value = parseInt(text, 10)) {
      seed(static_cast<uint64_t>(*value));
      return;
    }
  uint64_t value;
  if (getentropy(&value, sizeof value) != 0) {
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    value = static_cast<uint64_t>(now.tv_sec) * 1000000007 +
            static_cast<uint64_t>(now.tv_nsec);
  }
  seed(value);
}

uint64_t Random::next() {
  uint64_t result = std::rotl(state[1] * 5, 7) * 9;
  uint64_t t = state[1] << 17;
  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= t;
  state[3] = std::rotl(state[3], 45);
  return result;
}

uint64_t Random::below(uint64_t bound) {
  if (bound == 0)
    return next();
  // Numbers below the remainder of 2 to the 64 would make low results likelier.
  uint64_t threshold = (0 - bound) % bound;
  for (;;) {
    uint64_t candidate = next();
    if (candidate >= threshold)
      return candidate % bound;
  }
}
