//===- Timers.h - what happens at a time ----------------------------------===//

#ifndef FORGE_RT_SCHED_TIMERS_H
#define FORGE_RT_SCHED_TIMERS_H

#include <cstddef>
#include <cstdint>

namespace forge::rt {

/// Nanoseconds on the clock of a World.
using Time = int64_t;
inline constexpr Time never = INT64_MAX;
inline constexpr Time second = 1000000000;

/// `from` and a number of seconds later, at most `never`; NaN and negative
/// numbers are no time at all.
Time later(Time from, double seconds);

/// Part of what waits for a time.
struct Timer {
  enum Kind : uint8_t { Wake, Expire };

  Time due = 0;
  void *owner = nullptr; ///< a Task to wake, or a Timeout that expires
  uint32_t place = 0;    ///< in the heap, from 1; 0 when not set
  Kind kind = Wake;

  bool isSet() const { return place != 0; }
};

/// The timers that are set, the next one first. Timers for the same time come
/// in the order in which they were set.
class Timers {
public:
  ~Timers();

  bool empty() const { return count == 0; }
  Time next() const { return count ? heap[0].due : never; }
  void set(Timer &timer, Time due);
  /// Does nothing if it is not set.
  void cancel(Timer &timer);
  /// Takes out the next timer if it is due.
  Timer *takeDue(Time now);

private:
  struct Entry {
    Time due;
    uint64_t order;
    Timer *timer;

    bool operator<(const Entry &other) const {
      return due != other.due ? due < other.due : order < other.order;
    }
  };
  void put(uint32_t at, const Entry &entry) {
    heap[at] = entry;
    entry.timer->place = at + 1;
  }
  void rise(uint32_t at, const Entry &entry);
  void sink(uint32_t at, const Entry &entry);

  Entry *heap = nullptr;
  uint32_t count = 0, room = 0;
  uint64_t orders = 0;
};

} // namespace forge::rt

#endif // FORGE_RT_SCHED_TIMERS_H
