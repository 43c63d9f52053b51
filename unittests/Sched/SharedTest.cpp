//===- SharedTest.cpp - mutexes, wait groups, atomics, offloaded work -----===//
//
// Extensions, section 1.
//
//===----------------------------------------------------------------------===//

#include "SchedFixture.h"

#include "core/Hooks.h"
#include "sched/Offload.h"

#include <unistd.h>

using namespace forge::rt;

namespace {

class SharedFixture : public SchedFixture {
public:
  /// Calls a method; display text of the result or the message.
  std::string method(Bits receiver, std::string_view name,
                     std::vector<Bits> arguments = {}) {
    arguments.insert(arguments.begin(), receiver);
    bool found;
    Bits result = nativeMethod(ctx, name, arguments.data(),
                               static_cast<int64_t>(arguments.size()), found);
    if (!found)
      return "no method";
    return failed(ctx) ? error() : display(result);
  }
  Owned text(std::string_view s) { return own(makeString(ctx, s)); }
  /// `value + 1`, after waiting in between.
  static Bits incrementEntry(Context *ctx, Closure *, Bits *args, int64_t) {
    return frame(ctx, args[0]);
  }
  static Bits frame(Context *ctx, Bits value) {
    frt_wait(ctx, makeInt(0));
    if (!isSuspended(*ctx))
      return failed(*ctx) ? nullBits : makeInt(asInt(value) + 1);
    auto *f = static_cast<Frame *>(
        frt_frame_push(ctx, reinterpret_cast<void *>(resume), 0, 1));
    f->slot[0] = value;
    return nullBits;
  }
  static uint64_t resume(Context *ctx, Frame *f) {
    Bits value = f->slot[0];
    frt_frame_pop(ctx, f);
    return failed(*ctx) ? nullBits : makeInt(asInt(value) + 1);
  }
  Owned increment() {
    static FunctionInfo info{};
    return own(frt_closure_new(&ctx, reinterpret_cast<void *>(incrementEntry),
                               &info, nullptr, 0));
  }
};

Bits failingEntry(Context *ctx, Closure *, Bits *args, int64_t) {
  release(*ctx, args[0]);
  return raise(*ctx, "in the function");
}

} // namespace

TEST_CASE_METHOD(SharedFixture, "a mutex holds a value", "[mutex]") {
  Owned m = own(frt_mutex(&ctx, makeInt(1)));
  CHECK(method(m, "get") == "1");
  CHECK(method(m, "set", {makeInt(5)}) == "null");
  CHECK(method(m, "get") == "5");
  CHECK(method(m, "none") == "no method");
  CHECK(typeName(m) == "Mutex");
  CHECK(display(retained(m)) == "<mutex>");
  Owned f = increment();
  CHECK(method(m, "update", {f}) == "6");
  CHECK(method(m, "get") == "6");
}

TEST_CASE_METHOD(SharedFixture, "an error leaves the value of a mutex",
                 "[mutex]") {
  static FunctionInfo info{};
  Owned f = own(frt_closure_new(&ctx, reinterpret_cast<void *>(failingEntry),
                                &info, nullptr, 0));
  Owned m = own(frt_mutex(&ctx, makeInt(1)));
  CHECK(method(m, "update", {f}) == "in the function");
  CHECK(method(m, "get") == "1");
  CHECK(method(m, "update", {makeInt(3)}) == "cannot call Int");
  CHECK(method(m, "get") == "1");
}

TEST_CASE_METHOD(SharedFixture, "a mutex in a mutex is collected", "[mutex]") {
  {
    Owned m = own(frt_mutex(&ctx, nullBits));
    method(m, "set", {m});
  }
  CHECK(ctx.counters.live == 1);
  collectCycles(ctx);
  CHECK(ctx.counters.live == 0);
}

TEST_CASE_METHOD(SharedFixture, "updates that wait exclude each other",
                 "[mutex]") {
  Owned m = own(frt_mutex(&ctx, makeInt(0)));
  Owned f = increment();
  Script child{[](Env &e) { return e.set(0, makeInt(10)); },
               [&](Env &e) { return frt_mutex_update(&e.ctx, m, f); },
               [](Env &e) {
                 int64_t left = asInt(e.local[0]) - 1;
                 if (left > 0)
                   e.next = 1;
                 return e.set(0, makeInt(left));
               }};
  Script main{[&](Env &e) {
                ArrayBuilder handles(e.ctx);
                for (int i = 0; i < 10; ++i)
                  handles.push(e.spawn(child));
                return handles.finish();
              },
              [](Env &e) { return frt_await_all(&e.ctx, e.last); },
              [&](Env &e) { return frt_mutex_get(&e.ctx, m); }};
  CHECK(run(main) == "100");
}

TEST_CASE_METHOD(SharedFixture, "re-entry of a mutex", "[mutex]") {
  static Bits mutex;
  struct Local {
    static Bits entry(Context *ctx, Closure *, Bits *args, int64_t) {
      release(*ctx, args[0]);
      return frt_mutex_get(ctx, mutex);
    }
  };
  static FunctionInfo info{};
  Owned f = own(frt_closure_new(&ctx, reinterpret_cast<void *>(Local::entry),
                                &info, nullptr, 0));
  Owned m = own(frt_mutex(&ctx, makeInt(1)));
  mutex = m;
  CHECK(method(m, "update", {f}) == "mutex is already held by this task");
  CHECK(method(m, "get") == "1");
}

TEST_CASE_METHOD(SharedFixture, "a cancelled update gives the mutex back",
                 "[mutex]") {
  Owned m = own(frt_mutex(&ctx, makeInt(1)));
  Owned f = increment();
  Script holder{[&](Env &e) { return frt_mutex_update(&e.ctx, m, f); }};
  Script waiter{[&](Env &e) { return frt_mutex_get(&e.ctx, m); }};
  Script main{[&](Env &e) { return e.set(0, e.spawn(holder)); },
              [&](Env &e) { return e.set(1, e.spawn(waiter)); },
              [](Env &e) { return e.wait(0); },
              [](Env &e) {
                cancelTask(scheduler(e.ctx), *objectOf<Task>(e.local[0]));
                return e.await(e.local[1]);
              }};
  CHECK(run(main) == "1");
  CHECK(method(m, "set", {makeInt(3)}) == "null");
}

TEST_CASE_METHOD(SharedFixture, "a cancelled task does not get the mutex",
                 "[mutex]") {
  Owned m = own(frt_mutex(&ctx, makeInt(1)));
  Owned f = increment();
  Script holder{[&](Env &e) { return frt_mutex_update(&e.ctx, m, f); }};
  Script main{[&](Env &e) { return e.set(0, e.spawn(holder)); },
              [&](Env &e) { return e.set(1, e.spawn(holder)); },
              [](Env &e) { return e.wait(0); },
              [](Env &e) {
                cancelTask(scheduler(e.ctx), *objectOf<Task>(e.local[1]));
                return e.await(e.local[0]);
              },
              [&](Env &e) { return frt_mutex_get(&e.ctx, m); }};
  CHECK(run(main) == "2");
  abandon();
}

TEST_CASE_METHOD(SharedFixture, "a wait group", "[waitgroup]") {
  Owned wg = own(frt_wait_group(&ctx));
  CHECK(typeName(wg) == "WaitGroup");
  CHECK(method(wg, "wait") == "null");
  CHECK(method(wg, "done") == "wait group counter is negative");
  CHECK(method(wg, "add", {nullBits}) == "add() requires an Int");
  CHECK(method(wg, "add", {makeInt(2)}) == "null");
  CHECK(method(wg, "add", {makeInt(-3)}) == "wait group counter is negative");
  Script child{[&](Env &e) {
    note("done");
    return frt_waitgroup_done(&e.ctx, wg);
  }};
  Script main{[&](Env &e) { return e.spawn(child, true); },
              [&](Env &e) { return e.spawn(child, true); },
              [&](Env &e) { return frt_waitgroup_wait(&e.ctx, wg); },
              [&](Env &) {
                note("waited");
                return nullBits;
              }};
  run(main);
  CHECK(log == "done done waited");
}

TEST_CASE_METHOD(SharedFixture, "atomic cells", "[atomic]") {
  CHECK(isNull(frt_atomic(&ctx, makeFloat(1))));
  CHECK(error() == "atomic() requires an Int or a Bool");
  Owned a = own(frt_atomic(&ctx, makeInt(5)));
  CHECK(typeName(a) == "Atomic");
  CHECK(display(retained(a)) == "<atomic>");
  CHECK(method(a, "load") == "5");
  CHECK(method(a, "store", {makeInt(7)}) == "null");
  CHECK(method(a, "swap", {makeInt(8)}) == "7");
  CHECK(method(a, "add", {makeInt(2)}) == "8");
  CHECK(method(a, "sub", {makeInt(1)}) == "10");
  CHECK(method(a, "min", {makeInt(3)}) == "9");
  CHECK(method(a, "max", {makeInt(6)}) == "3");
  CHECK(method(a, "band", {makeInt(5)}) == "6");
  CHECK(method(a, "bor", {makeInt(3)}) == "4");
  CHECK(method(a, "bxor", {makeInt(1)}) == "7");
  CHECK(method(a, "load") == "6");
  CHECK(method(a, "compare_exchange", {makeInt(6), makeInt(1)}) == "Ok(6)");
  CHECK(method(a, "compare_exchange", {makeInt(6), makeInt(2)}) == "Err(1)");
  CHECK(method(a, "store", {trueBits}) == "atomic cell holds Int, got Bool");

  Owned most = own(makeInt(INT64_MAX));
  method(a, "store", {most});
  method(a, "add", {makeInt(1)});
  CHECK(method(a, "load") == "-9223372036854775808");

  Owned b = own(frt_atomic(&ctx, falseBits));
  CHECK(method(b, "bor", {trueBits}) == "false");
  CHECK(method(b, "bxor", {trueBits}) == "true");
  CHECK(method(b, "load") == "false");
  CHECK(method(b, "store", {makeInt(1)}) == "atomic cell holds Bool, got Int");
}

TEST_CASE_METHOD(SharedFixture, "memory orderings", "[atomic]") {
  Owned a = own(frt_atomic(&ctx, makeInt(5)));
  Owned relaxed = text("relaxed"), acquire = text("acquire"),
        release = text("release"), acqRel = text("acq_rel"),
        seqCst = text("seq_cst"), wrong = text("strong");
  Bits n = makeInt(5);
  for (Bits order : {relaxed.get(), acquire.get(), seqCst.get()})
    CHECK(method(a, "load", {order}) == "5");
  for (Bits order : {relaxed.get(), release.get(), seqCst.get()})
    CHECK(method(a, "store", {n, order}) == "null");
  for (Bits order : {relaxed.get(), acquire.get(), release.get(), acqRel.get(),
                     seqCst.get()})
    CHECK(method(a, "swap", {n, order}) == "5");
  auto refused = [](std::string order, std::string operation) {
    return "memory ordering '" + order + "' is not allowed for " + operation;
  };
  CHECK(method(a, "load", {release}) == refused("release", "load"));
  CHECK(method(a, "load", {acqRel}) == refused("acq_rel", "load"));
  CHECK(method(a, "store", {n, acquire}) == refused("acquire", "store"));
  CHECK(method(a, "add", {n, wrong}) == refused("strong", "add"));
  auto exchange = [&](Bits success, Bits failure) {
    return method(a, "compare_exchange", {n, n, success, failure});
  };
  CHECK(exchange(acqRel, acquire) == "Ok(5)");
  CHECK(exchange(seqCst, seqCst) == "Ok(5)");
  CHECK(exchange(release, relaxed) == "Ok(5)");
  CHECK(exchange(acqRel, missingBits) == "Ok(5)");
  CHECK(exchange(seqCst, release) == refused("release", "compare_exchange"));
  CHECK(exchange(seqCst, acqRel) == refused("acq_rel", "compare_exchange"));
  CHECK(exchange(relaxed, acquire) == refused("acquire", "compare_exchange"));
  CHECK(exchange(acquire, seqCst) == refused("seq_cst", "compare_exchange"));
  CHECK(isNull(frt_fence(&ctx, missingBits)));
  CHECK(isNull(frt_fence(&ctx, acquire)));
  frt_fence(&ctx, relaxed);
  CHECK(error() == refused("relaxed", "fence"));
}

TEST_CASE_METHOD(SharedFixture, "pinned tasks", "[task]") {
  Script child{[](Env &) { return makeInt(4); }};
  Owned f = own(functionOf(child)), main = text("main"), other = text("x");
  Script body{[&](Env &e) { return frt_spawn_pinned(&e.ctx, f, main); },
              [](Env &e) { return e.await(e.last); },
              [&](Env &e) { return frt_spawn_pinned(&e.ctx, f, makeInt(0)); },
              [](Env &e) { return e.await(e.last); }};
  CHECK(run(body) == "4");
  frt_spawn_pinned(&ctx, makeInt(1), main);
  CHECK(error() == "spawn_pinned() requires (function, worker)");
  for (Bits worker : {other.get(), makeInt(-1), makeInt(1 << 20)}) {
    frt_spawn_pinned(&ctx, f, worker);
    CHECK(error().starts_with("spawn_pinned() worker must be an Int below "));
  }
}

TEST_CASE_METHOD(SchedFixture, "blocking work suspends its task only",
                 "[offload]") {
  auto work = [](void *data) {
    usleep(5000);
    *static_cast<int *>(data) += 1;
  };
  auto finish = [](Context &, void *data) {
    return makeInt(*static_cast<int *>(data));
  };
  int numbers[20] = {};
  int next = 0;
  Script blocking{[&](Env &e) {
    return offload(e.ctx, "work", &numbers[next++], work, finish);
  }};
  Script other{[&](Env &) {
    note("meanwhile");
    return nullBits;
  }};
  Script main{[&](Env &e) {
                ArrayBuilder handles(e.ctx);
                for (int i = 0; i < 20; ++i)
                  handles.push(e.spawn(blocking));
                return handles.finish();
              },
              [&](Env &e) {
                Bits all = retained(e.last);
                release(e.ctx, e.spawn(other, true));
                return all;
              },
              [](Env &e) { return frt_await_all(&e.ctx, e.last); },
              [&](Env &) {
                note("all");
                return nullBits;
              }};
  run(main);
  CHECK(log == "meanwhile all");
  for (int n : numbers)
    CHECK(n == 1);
}

TEST_CASE_METHOD(SchedFixture, "cancelled tasks wait for blocking work",
                 "[offload]") {
  static int finished;
  finished = 0;
  Script blocking{[&](Env &e) {
                    return offload(
                        e.ctx, "work", nullptr, [](void *) { usleep(3000); },
                        [](Context &, void *) {
                          ++finished;
                          return nullBits;
                        });
                  },
                  [](Env &e) { return e.wait(1000); }};
  Script main{[&](Env &e) { return e.set(0, e.spawn(blocking)); },
              [](Env &e) { return e.wait(0); },
              [](Env &e) {
                cancelTask(scheduler(e.ctx), *objectOf<Task>(e.local[0]));
                return e.await(e.local[0]);
              }};
  CHECK(run(main) == "error: task error: cancelled");
  CHECK(finished == 1);
}
