//===- SamplerTest.cpp ----------------------------------------------------===//

#include "forge/Profile/Sampler.h"
#include <catch2/catch.hpp>
#include <ctime>
#include <thread>

using namespace forge;

static volatile uint64_t sink;

[[gnu::noinline]] static void work() {
  for (unsigned i = 0; i != 20000; ++i)
    sink = sink * 31 + i;
}

static double processorSeconds() {
  return double(std::clock()) / CLOCKS_PER_SEC;
}

TEST_CASE("a working thread is seen in the code it runs") {
  // Stands for generated code; how long the function is does not matter, as
  // nothing else lies directly behind it.
  auto begin = reinterpret_cast<uint64_t>(&work);
  SamplerOptions options;
  options.codeBegin = begin;
  options.codeEnd = begin + 64;
  auto sampler = Sampler::create(options);
  REQUIRE(bool(sampler));
  double spent = 0;
  std::thread([&] {
    llvm::cantFail((*sampler)->start());
    double start = processorSeconds();
    while ((spent = processorSeconds() - start) < 0.3)
      work();
    (*sampler)->stop();
  }).join();
  uint64_t count = 0, inWork = 0, nanoseconds = 0;
  for (const SampledStack &stack : (*sampler)->stacks()) {
    count += stack.count;
    nanoseconds += stack.nanoseconds;
    if (!stack.addresses.empty()) {
      inWork += stack.count;
      CHECK(stack.addresses.front() >= options.codeBegin);
      CHECK(stack.addresses.front() < options.codeEnd);
    }
  }
  // At least one in ten of the hundred samples a second that every system
  // makes.
  CHECK(count >= 3);
  CHECK(inWork * 2 > count);
  CHECK(double(nanoseconds) / 1e9 < spent * 1.5);
  CHECK((*sampler)->lost() == 0);
}
