//===- World.cpp - the real world -----------------------------------------===//

#include "World.h"

#include "Scheduler.h"

#include <time.h>

using namespace forge::rt;

Time World::now() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<Time>(now.tv_sec) * second + now.tv_nsec;
}

void World::idle(Scheduler &scheduler, Time until) {
  scheduler.inbox.waitUntil(until, until == never ? 0 : now());
}

#if defined(__wasm__)
/// Without threads nobody tells a task that it has run for long.
bool World::pollsAlways() { return true; }
bool World::preempts(uint32_t safePoint) { return safePoint % 1024 == 0; }
bool World::hasThreads() { return false; }
#else
bool World::pollsAlways() { return false; }
bool World::preempts(uint32_t) { return true; }
bool World::hasThreads() { return true; }
#endif

World &forge::rt::realWorld() {
  static constinit World world; // has no state
  return world;
}
