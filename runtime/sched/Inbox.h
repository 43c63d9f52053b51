//===- Inbox.h - what other threads tell the scheduler --------------------===//
//
// Helper threads do blocking work and put it here when it is done; a ticker
// tells a task that it has run for long. Programs in WebAssembly have neither.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_SCHED_INBOX_H
#define FORGE_RT_SCHED_INBOX_H

#include "Timers.h"
#include "core/State.h"

#if !defined(__wasm__)
#include <pthread.h>
#endif

namespace forge::rt {

struct Task;

/// Work for another thread.
struct Job {
  Job *next = nullptr;
  Task *task = nullptr; ///< that waits for it
  void (*work)(void *data) = nullptr;
  void *data = nullptr;
};

#if defined(__wasm__)

class Inbox {
public:
  explicit Inbox(Context &) {}
  bool any() const { return false; }
  Job *takeDone() { return nullptr; }
  void waitUntil(Time until, Time now);
  void setTicking(bool) {}
  bool stop(bool) { return true; }
};

#else

class Inbox {
public:
  explicit Inbox(Context &ctx);
  ~Inbox();

  /// Starts the job on a helper thread.
  void start(Job *job);
  bool any() const { return __atomic_load_n(&done, __ATOMIC_ACQUIRE); }
  /// The jobs that are done, in no particular order.
  Job *takeDone();
  /// Waits for a job to be done, at most until that time.
  void waitUntil(Time until, Time now);
  /// Whether the task that runs is to be told that time passes.
  void setTicking(bool on) {
    if (on == wanted)
      return;
    __atomic_store_n(&wanted, on, __ATOMIC_SEQ_CST);
    if (on)
      startTicking();
  }
  /// Ends all threads. Jobs that are being done are waited for if that is
  /// wanted; else they may go on, which the result tells.
  bool stop(bool waitForJobs);

  /// Called from other threads when a job is done, if it is set.
  void (*notify)(void *data) = nullptr;
  void *notified = nullptr;

private:
  static void *tick(void *inbox);
  static void *help(void *inbox);
  void startTicking();

  Context &ctx;
  pthread_mutex_t mutex;
  pthread_cond_t jobDone, jobWaiting, tickWanted;
  Job *waitingFirst = nullptr, *waitingLast = nullptr;
  Job *done = nullptr;
  uint32_t helpers = 0, idleHelpers = 0;
  bool stopping = false;
  bool hasTicker = false;
  bool tickerSleeps = false;
  bool wanted = false;
  pthread_t ticker;
  static constexpr uint32_t mostHelpers = 16;
  pthread_t helper[mostHelpers];
};

#endif

} // namespace forge::rt

#endif // FORGE_RT_SCHED_INBOX_H
