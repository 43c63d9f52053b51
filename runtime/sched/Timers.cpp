//===- Timers.cpp - a heap of timers --------------------------------------===//
//
// Four children per node: fewer levels than with two, and the children of a
// node are in two cache lines.
//
//===----------------------------------------------------------------------===//

#include "Timers.h"

#include "core/Memory.h"

using namespace forge::rt;

static constexpr uint32_t children = 4;

Time forge::rt::later(Time from, double seconds) {
  if (!(seconds > 0))
    return from;
  // A hundred years are for ever, and fit into every clock.
  constexpr double most = 3.2e9;
  return from + static_cast<Time>((seconds < most ? seconds : most) * 1e9);
}

Timers::~Timers() { freeBytes(heap); }

void Timers::rise(uint32_t at, const Entry &entry) {
  while (at > 0) {
    uint32_t parent = (at - 1) / children;
    if (!(entry < heap[parent]))
      break;
    put(at, heap[parent]);
    at = parent;
  }
  put(at, entry);
}

void Timers::sink(uint32_t at, const Entry &entry) {
  for (;;) {
    uint64_t first = uint64_t(at) * children + 1;
    if (first >= count)
      break;
    auto least = static_cast<uint32_t>(first);
    for (uint32_t i = least + 1; i < first + children && i < count; ++i)
      if (heap[i] < heap[least])
        least = i;
    if (!(heap[least] < entry))
      break;
    put(at, heap[least]);
    at = least;
  }
  put(at, entry);
}

void Timers::set(Timer &timer, Time due) {
  cancel(timer);
  if (count == room) {
    room = room ? room * 2 : 16;
    heap = static_cast<Entry *>(reallocateBytes(heap, room * sizeof(Entry)));
  }
  timer.due = due;
  rise(count++, {due, orders++, &timer});
}

void Timers::cancel(Timer &timer) {
  if (!timer.isSet())
    return;
  uint32_t at = timer.place - 1;
  timer.place = 0;
  Entry last = heap[--count];
  if (at == count)
    return;
  if (last < heap[at])
    rise(at, last);
  else
    sink(at, last);
}

Timer *Timers::takeDue(Time now) {
  if (count == 0 || heap[0].due > now)
    return nullptr;
  Timer *timer = heap[0].timer;
  cancel(*timer);
  return timer;
}
