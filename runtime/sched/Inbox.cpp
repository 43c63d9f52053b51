//===- Inbox.cpp - helper threads and the ticker --------------------------===//

#include "Inbox.h"

#include <errno.h>
#include <time.h>
#if !defined(__wasm__)
#include <signal.h>
#endif

using namespace forge::rt;

#if defined(__wasm__)

void Inbox::waitUntil(Time until, Time now) {
  if (until <= now)
    return;
  Time rest = until - now;
  timespec time{static_cast<time_t>(rest / second),
                static_cast<long>(rest % second)};
  nanosleep(&time, nullptr);
}

#else

/// How long a task runs while others could.
static constexpr Time slice = 10000000;

/// Starts a thread that takes no signals: they are for the program's own.
static bool startThread(pthread_t &thread, void *(*code)(void *), void *data) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  bool started = pthread_create(&thread, nullptr, code, data) == 0;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return started;
}

static timespec timeOf(Time time) {
  return {static_cast<time_t>(time / second), static_cast<long>(time % second)};
}

Inbox::Inbox(Context &ctx) : ctx(ctx) {
  pthread_mutex_init(&mutex, nullptr);
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&jobDone, &attributes);
  pthread_cond_init(&jobWaiting, &attributes);
  pthread_cond_init(&tickWanted, &attributes);
  pthread_condattr_destroy(&attributes);
}

Inbox::~Inbox() {
  pthread_cond_destroy(&jobDone);
  pthread_cond_destroy(&jobWaiting);
  pthread_cond_destroy(&tickWanted);
  pthread_mutex_destroy(&mutex);
}

bool Inbox::stop(bool waitForJobs) {
  pthread_mutex_lock(&mutex);
  stopping = true;
  bool busy = idleHelpers < helpers;
  pthread_cond_broadcast(&jobWaiting);
  pthread_cond_broadcast(&tickWanted);
  pthread_mutex_unlock(&mutex);
  if (hasTicker)
    pthread_join(ticker, nullptr);
  hasTicker = false;
  if (busy && !waitForJobs)
    return false;
  for (uint32_t i = 0; i < helpers; ++i)
    pthread_join(helper[i], nullptr);
  helpers = 0;
  return true;
}

void Inbox::start(Job *job) {
  pthread_mutex_lock(&mutex);
  job->next = nullptr;
  (waitingFirst ? waitingLast->next : waitingFirst) = job;
  waitingLast = job;
  if (idleHelpers == 0 && helpers < mostHelpers &&
      startThread(helper[helpers], help, this))
    ++helpers;
  if (helpers == 0) { // the system has no thread for us
    waitingFirst = job->next;
    job->work(job->data);
    job->next = done;
    done = job;
  }
  pthread_cond_signal(&jobWaiting);
  pthread_mutex_unlock(&mutex);
}

void *Inbox::help(void *argument) {
  auto &inbox = *static_cast<Inbox *>(argument);
  pthread_mutex_lock(&inbox.mutex);
  for (;;) {
    while (!inbox.waitingFirst && !inbox.stopping) {
      ++inbox.idleHelpers;
      pthread_cond_wait(&inbox.jobWaiting, &inbox.mutex);
      --inbox.idleHelpers;
    }
    Job *job = inbox.waitingFirst;
    if (inbox.stopping)
      break;
    inbox.waitingFirst = job->next;
    pthread_mutex_unlock(&inbox.mutex);
    job->work(job->data);
    pthread_mutex_lock(&inbox.mutex);
    job->next = inbox.done;
    __atomic_store_n(&inbox.done, job, __ATOMIC_RELEASE);
    pthread_cond_signal(&inbox.jobDone);
    if (inbox.notify)
      inbox.notify(inbox.notified);
  }
  pthread_mutex_unlock(&inbox.mutex);
  return nullptr;
}

Job *Inbox::takeDone() {
  pthread_mutex_lock(&mutex);
  Job *jobs = done;
  done = nullptr;
  pthread_mutex_unlock(&mutex);
  return jobs;
}

void Inbox::waitUntil(Time until, Time now) {
  pthread_mutex_lock(&mutex);
  if (!done && until == never) {
    pthread_cond_wait(&jobDone, &mutex);
  } else if (!done && until > now) {
    timespec time = timeOf(until);
    pthread_cond_timedwait(&jobDone, &mutex, &time);
  }
  pthread_mutex_unlock(&mutex);
}

void Inbox::startTicking() {
  if (hasTicker && !__atomic_load_n(&tickerSleeps, __ATOMIC_SEQ_CST))
    return;
  pthread_mutex_lock(&mutex);
  if (!hasTicker)
    hasTicker = startThread(ticker, tick, this);
  else
    pthread_cond_signal(&tickWanted);
  pthread_mutex_unlock(&mutex);
}

void *Inbox::tick(void *argument) {
  auto &inbox = *static_cast<Inbox *>(argument);
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  Time next = now.tv_sec * second + now.tv_nsec;
  int idleTicks = 0;
  pthread_mutex_lock(&inbox.mutex);
  while (!inbox.stopping) {
    next += slice;
    timespec time = timeOf(next);
    while (!inbox.stopping &&
           pthread_cond_timedwait(&inbox.tickWanted, &inbox.mutex, &time) !=
               ETIMEDOUT) {
    }
    if (__atomic_load_n(&inbox.wanted, __ATOMIC_SEQ_CST)) {
      idleTicks = 0;
      __atomic_store_n(&inbox.ctx.attention, 1, __ATOMIC_RELAXED);
      continue;
    }
    // A second of silence: sleeps until somebody wants ticks again.
    if (++idleTicks < 100)
      continue;
    __atomic_store_n(&inbox.tickerSleeps, true, __ATOMIC_SEQ_CST);
    while (!inbox.stopping && !__atomic_load_n(&inbox.wanted, __ATOMIC_SEQ_CST))
      pthread_cond_wait(&inbox.tickWanted, &inbox.mutex);
    __atomic_store_n(&inbox.tickerSleeps, false, __ATOMIC_SEQ_CST);
    clock_gettime(CLOCK_MONOTONIC, &now);
    next = now.tv_sec * second + now.tv_nsec;
    idleTicks = 0;
  }
  pthread_mutex_unlock(&inbox.mutex);
  return nullptr;
}

#endif
