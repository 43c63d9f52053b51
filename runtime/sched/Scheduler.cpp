//===- Scheduler.cpp - running tasks --------------------------------------===//

#include "Scheduler.h"

#include "core/Call.h"
#include "core/ErrorObject.h"
#include "core/Errors.h"
#include "core/ObjectCheck.h"
#include "core/Output.h"
#include "core/StringObject.h"
#include "forge/rt/Prototypes.h"

#include <algorithm>
#include <cstring>
#include <new>

using namespace forge::rt;

//===----------------------------------------------------------------------===//
// Queues
//===----------------------------------------------------------------------===//

void RunQueue::grow() {
  uint32_t size = room ? room * 2 : 16;
  auto **grown = static_cast<Task **>(allocateBytes(size * sizeof(Task *)));
  for (uint32_t i = 0; i < count; ++i)
    grown[i] = tasks[(head + i) & (room - 1)];
  freeBytes(tasks);
  tasks = grown;
  head = 0;
  room = size;
}

Task *RunQueue::take(uint32_t i) {
  Task *taken = tasks[(head + i) & (room - 1)];
  for (; i > 0; --i)
    tasks[(head + i) & (room - 1)] = tasks[(head + i - 1) & (room - 1)];
  ++head;
  --count;
  return taken;
}

void WaitQueue::push(Waiter *waiter, Task *task) {
  waiter->task = task;
  waiter->queue = this;
  waiter->next = nullptr;
  waiter->previous = last;
  (last ? last->next : first) = waiter;
  last = waiter;
}

void WaitQueue::remove(Waiter *waiter) {
  (waiter->previous ? waiter->previous->next : first) = waiter->next;
  (waiter->next ? waiter->next->previous : last) = waiter->previous;
  waiter->queue = nullptr;
}

//===----------------------------------------------------------------------===//
// Task objects
//===----------------------------------------------------------------------===//

/// What a task that has not ended refers to is held by the scheduler.
static void visitTask(const Header *h, void *visitor,
                      void (*each)(void *, Bits)) {
  auto *task = reinterpret_cast<const Task *>(h);
  if (task->state == TaskState::Ended)
    each(visitor, task->result);
}

static size_t disposeTask(TaskContext &t, Header *h) {
  auto *task = reinterpret_cast<Task *>(h);
  if (task->listedForCycles)
    unlistCell(t, listed(task));
  return sizeof(Task);
}

static constexpr ReferenceOps taskOps = {visitTask, disposeTask, nullptr};

static_assert(sizeof(Task) <= SmallBlocks::maxSize);

static void initialize(Task &task) {
  // All members but the header are right as zeros, apart from boxes.
  std::memset(static_cast<void *>(&task.header + 1), 0,
              sizeof(Task) - sizeof(Header));
  task.ops = {&taskOps};
  task.result = task.function = task.target = task.waiter.value = nullBits;
  task.waiters = &task.waiter;
  task.timer.owner = &task;
}

/// The main task is no object that programs see.
static Task &newMainTask() {
  auto *task = static_cast<Task *>(allocateBytes(sizeof(Task)));
  task->header = Header{immortalCount, Kind::Task, 0, 0};
  initialize(*task);
  return *task;
}

static int32_t globalCount(Context &ctx) {
  const ProgramInfo *program = runtime(ctx).program;
  return program ? program->globals : 0;
}

static size_t globalsSize(Context &ctx) {
  return blockSize(static_cast<size_t>(globalCount(ctx)) * sizeof(Bits) + 1);
}

/// The running task's variables for a new task. A variable in a cell gets a new
/// cell: closures made before keep the old one.
static Bits *copyGlobals(Context &ctx) {
  auto *copy = static_cast<Bits *>(allocateBlock(task(ctx), globalsSize(ctx)));
  const Bits *from = ctx.globals.ptr;
  for (int32_t i = 0, n = globalCount(ctx); i < n; ++i)
    copy[i] = isKind(from[i], Kind::Cell)
                  ? makeCell(ctx, retained(objectOf<Cell>(from[i])->value))
                  : retained(from[i]);
  return copy;
}

static void dropGlobals(Context &ctx, Bits *globals) {
  releaseAll(ctx, globals, globalCount(ctx));
  freeBlock(task(ctx), globals, globalsSize(ctx));
}

static uint64_t start(Context &ctx, Task &task) {
  if (failed(ctx)) // cancelled before it ran
    return nullBits;
  return call(ctx, task.function, nullptr, 0);
}

Task *forge::rt::spawn(Context &ctx, Bits function, bool dropped) {
  Scheduler &s = scheduler(ctx);
  auto *t = allocateObject<Task>(ctx, Kind::Task, sizeof(Task));
  initialize(*t);
  t->function = retained(function);
  t->globals = copyGlobals(ctx);
  t->step = start;
  t->dropped = dropped;
  t->muted = s.ctx.muted;
  t->number = ++s.started;
  ++s.tasks;
  retainObject(&t->header); // the scheduler's
  joinScope(s, *t);
  s.makeReady(*t);
  return t;
}

Bits *Scheduler::newGlobals() {
  return static_cast<Bits *>(allocateBlock(ctx, globalsSize(ctx)));
}

Task &Scheduler::makeRequest(Bits *globals, Step step, void *request,
                             void (*ended)(Context &, Task &, uint64_t)) {
  auto *t = allocateObject<Task>(ctx, Kind::Task, sizeof(Task));
  initialize(*t);
  t->globals = globals;
  t->step = step;
  t->request = request;
  t->ended = ended;
  t->number = ++started;
  ++tasks;
  openRequest(*this, *t);
  return *t;
}

//===----------------------------------------------------------------------===//
// The scheduler
//===----------------------------------------------------------------------===//

static void safePoint(TaskContext &ctx);
static void runMain(TaskContext &ctx) { ctx.runtime->scheduler->runMain(); }

/// At the end of the program nobody looks at what tasks hold, except to check
/// that they hold nothing else.
static void abandonAll(TaskContext &ctx) {
  if (releasesAtEnd())
    ctx.runtime->scheduler->abandon();
}

static void destroyScheduler(TaskContext &ctx) {
  Scheduler *s = std::exchange(ctx.runtime->scheduler, nullptr);
  // A program does not wait for work on other threads when it ends.
  if (!s->inbox.stop(releasesAtEnd()))
    return;
  s->~Scheduler();
  freeBytes(s);
}

static constexpr TaskHooks hooks = {runMain, abandonAll, safePoint,
                                    destroyScheduler};

Scheduler &forge::rt::scheduler(Context &ctx) {
  Runtime &rt = runtime(ctx);
  if (!rt.scheduler) [[unlikely]] {
    rt.scheduler = new (allocateBytes(sizeof(Scheduler))) Scheduler(task(ctx));
    rt.taskHooks = &hooks;
  }
  return *rt.scheduler;
}

Scheduler::Scheduler(TaskContext &ctx)
    : ctx(ctx), world(&realWorld()), main(newMainTask()), current(&main),
      root(Scope::Root), inbox(ctx), polls(world->pollsAlways()) {
  main.state = TaskState::Running;
  main.globals = ctx.globals.ptr;
}

Scheduler::~Scheduler() {
  dropScopes(*this, main);
  freeBytes(&main);
}

void Scheduler::makeReady(Task &task) {
  task.state = TaskState::Ready;
  ready.push(&task);
  watch();
}

void Scheduler::poll() {
  if (inbox.any()) [[unlikely]]
    for (Job *job = inbox.takeDone(); job;) {
      Job *next = job->next;
      --expected;
      wake(*this, *job->task);
      job = next;
    }
  if (timers.empty())
    return;
  Time now = world->now();
  while (Timer *timer = timers.takeDue(now)) {
    if (timer->kind == Timer::Wake)
      wake(*this, *static_cast<Task *>(timer->owner));
    else
      expire(*this, *static_cast<Timeout *>(timer->owner));
  }
}

void Scheduler::enter(Task &task) {
  current = &task;
  task.state = TaskState::Running;
  ctx.depth = task.depth;
  ctx.muted = task.muted;
  ctx.globals.ptr = task.globals;
  bool others = serves || !ready.empty() || !timers.empty();
  ctx.attention = task.interrupted || (polls && others);
  if (!polls)
    inbox.setTicking(others);
}

void Scheduler::run(Task &task) {
  world->chosen(task);
  enter(task);
  Step step = std::exchange(task.step, nullptr);
  if (task.broken || task.deadlocked) [[unlikely]] {
    if (task.deadlocked)
      raiseDeadlock(*this);
    else
      raiseInterruption(ctx, task);
    task.broken = task.deadlocked = false;
  }
  uint64_t result = step(ctx, task);
  while (!isSuspended(ctx)) {
    Frame *frame = task.frames;
    if (!frame)
      return finish(task, result);
    task.frames = frame->next.ptr;
    ctx.resumed = result;
    result = frame->resume.ptr(&ctx, frame);
  }
  park(task);
}

void Scheduler::park(Task &task) {
  ctx.error.ptr = nullptr;
  if (Frame *first = std::exchange(ctx.capturedFirst.ptr, nullptr)) {
    ctx.capturedLast.ptr->next.ptr = task.frames;
    task.frames = first;
    ctx.capturedLast.ptr = nullptr;
  }
  task.depth = ctx.depth;
  task.muted = ctx.muted;
}

/// Prints the message of a failed task that nobody can ask for its result.
static void reportFailure(Context &ctx, const Task &task) {
  StringBuilder line;
  line.append("spawn error: ");
  line.append(textOf(task.result));
  line.append('\n');
  writeErr(ctx, line.view());
}

/// Whether the collector of cycles has to know of a result.
static bool mayCloseCycle(Bits v) {
  return isPtr(v) && !isString(v) && headerOf(v)->kind != Kind::Int;
}

void Scheduler::finish(Task &task, uint64_t result) {
  task.state = TaskState::Ended;
  if (&task == &main)
    return; // its error stays pending
  if (task.ended) {
    task.ended(ctx, task, result);
  } else if (failed(ctx)) {
    task.failed = true;
    task.result = pendingMessage(ctx);
    clearError(ctx);
    if (task.dropped && !task.squad && !task.cancelled && !ending)
      reportFailure(ctx, task);
  } else {
    task.result = result;
  }
  dropScopes(*this, task);
  leaveScope(task);
  --tasks;
  release(ctx, std::exchange(task.function, nullBits));
  dropGlobals(ctx, std::exchange(task.globals, nullptr));
  ctx.globals.ptr = main.globals;
  if (task.squad)
    reportToSquad(*this, task);
  while (task.joiners.first)
    serve(*this, *task.joiners.first);
  if (mayCloseCycle(task.result) && task.header.count > 0) {
    listCell(ctx, listed(&task));
    task.listedForCycles = true;
  }
  current = &main;
  releaseObject(ctx, &task.header);
}

/// Nothing can run: waits until something may have happened.
void Scheduler::waitForWork() {
  if (timers.empty() && expected == 0) {
    main.deadlocked = true;
    wake(*this, main);
    return;
  }
  inbox.setTicking(false);
  world->idle(*this, timers.next());
}

void Scheduler::runMain() {
  // Reading the clock at every switch would be half the price of a switch.
  constexpr uint32_t switchesPerPoll = 32;
  if (!isSuspended(ctx))
    return;
  park(main);
  while (main.state != TaskState::Ended) {
    if (ready.empty() || ctx.attention || ++switches % switchesPerPoll == 0)
      poll();
    if (ready.empty()) {
      waitForWork();
      continue;
    }
    uint32_t choice = ready.size() > 1 ? world->choose(ready.size()) : 0;
    run(*ready.take(choice));
  }
  inbox.setTicking(false);
}

void Scheduler::runNow(Task &task) {
  int32_t depth = ctx.depth, muted = ctx.muted;
  run(task);
  current = &main;
  ctx.depth = depth;
  ctx.muted = muted;
  ctx.globals.ptr = main.globals;
  ctx.attention = 0;
}

bool Scheduler::runSome() {
  poll();
  // Those that yield come to the end of the queue: they wait for the sockets.
  constexpr uint32_t most = 64;
  for (uint32_t i = std::min(ready.size(), most); i > 0; --i) {
    uint32_t choice = ready.size() > 1 ? world->choose(ready.size()) : 0;
    runNow(*ready.take(choice));
  }
  return !ready.empty();
}

void Scheduler::abandon() {
  release(ctx, std::exchange(background, nullBits));
  void *error = std::exchange(ctx.error.ptr, nullptr);
  ending = true;
  main.state = TaskState::Ended;
  cancelScope(*this, root);
  while (tasks > 0) {
    poll();
    if (!ready.empty())
      run(*ready.take(0));
    else if (expected > 0)
      world->idle(*this, never);
    else
      break;
  }
  ctx.error.ptr = error;
  current = &main;
  ctx.globals.ptr = main.globals;
}

//===----------------------------------------------------------------------===//
// Waiting
//===----------------------------------------------------------------------===//

Task *forge::rt::beginWait(Context &ctx, const char *activity, Step step,
                           bool shielded) {
  Task &t = *scheduler(ctx).current;
  if (t.interrupted && !shielded && raiseInterruption(ctx, t)) [[unlikely]]
    return nullptr;
  t.step = step;
  t.activity = activity;
  t.shielded = shielded;
  t.chosen = nullptr;
  t.waiters = &t.waiter;
  t.places = 1;
  t.state = TaskState::Waiting;
  return &t;
}

Bits forge::rt::suspend(Context &ctx) {
  markSuspended(ctx);
  return nullBits;
}

Bits forge::rt::yieldTask(Context &ctx, const char *activity, Step step) {
  Task *t = beginWait(ctx, activity, step);
  if (!t)
    return nullBits;
  scheduler(ctx).makeReady(*t);
  return suspend(ctx);
}

void forge::rt::wake(Scheduler &s, Task &task) {
  if (task.state != TaskState::Waiting)
    return;
  for (uint32_t i = 0; i < task.places; ++i)
    if (WaitQueue *queue = task.waiters[i].queue)
      queue->remove(&task.waiters[i]);
  s.timers.cancel(task.timer);
  s.makeReady(task);
}

void forge::rt::serve(Scheduler &s, Waiter &waiter) {
  Task &task = *waiter.task;
  task.chosen = &waiter;
  wake(s, task);
}

Bits forge::rt::endWait(Task &task) {
  return std::exchange(task.target, nullBits);
}

static uint64_t sleepStep(Context &, Task &) { return nullBits; }

/// Sleeps without leaving the stack: nobody else could run.
static Bits sleepAlone(Context &ctx, Scheduler &s, double seconds) {
  Time until = later(s.world->now(), seconds);
  for (;;) {
    s.poll();
    if (s.current->interrupted && raiseInterruption(ctx, *s.current))
      return nullBits;
    if (s.world->now() >= until)
      return nullBits;
    s.world->idle(s, std::min(until, s.timers.next()));
  }
}

Bits forge::rt::sleepFor(Context &ctx, double seconds, const char *activity) {
  Scheduler &s = scheduler(ctx);
  if (s.tasks == 0 && s.expected == 0)
    return sleepAlone(ctx, s, seconds);
  if (!(seconds > 0))
    return yieldTask(ctx, activity, sleepStep);
  Task *t = beginWait(ctx, activity, sleepStep);
  if (!t)
    return nullBits;
  s.timers.set(t->timer, later(s.world->now(), seconds));
  return suspend(ctx);
}

static void safePoint(TaskContext &ctx) {
  Scheduler &s = *ctx.runtime->scheduler;
  Task &t = *s.current;
  if (s.polls)
    ctx.attention = 1;
  if (!t.interrupted && !s.world->preempts(++s.safePoints))
    return;
  s.poll();
  if (t.interrupted && raiseInterruption(ctx, t))
    return;
  if (!s.ready.empty() || s.serves)
    yieldTask(ctx, "running", sleepStep);
}
