//===- TaskTest.cpp - starting and awaiting tasks -------------------------===//

#include "SchedFixture.h"

using namespace forge::rt;

TEST_CASE_METHOD(SchedFixture, "await yields the result of a task", "[task]") {
  Script child{[](Env &) { return makeInt(42); }};
  Script main{
      [&](Env &e) { return e.spawn(child); },
      [](Env &e) { return e.await(e.last); },
  };
  CHECK(run(main) == "42");
}

TEST_CASE_METHOD(SchedFixture, "await of another value is that value",
                 "[task]") {
  CHECK(display(frt_await(&ctx, makeInt(7))) == "7");
  Owned text = own(makeString(ctx, "text"));
  CHECK(display(frt_await(&ctx, text)) == "text");
}

TEST_CASE_METHOD(SchedFixture, "a task starts when its parent waits",
                 "[task]") {
  Script child{[&](Env &) {
    note("child");
    return nullBits;
  }};
  Script main{
      [&](Env &e) {
        Bits handle = e.spawn(child);
        note("parent");
        return handle;
      },
      [](Env &e) { return e.await(e.last); },
  };
  run(main);
  CHECK(log == "parent child");
}

TEST_CASE_METHOD(SchedFixture, "awaiting a failed task raises each time",
                 "[task]") {
  Script child{[](Env &e) { return raise(e.ctx, "went wrong"); }};
  Script attempt{[](Env &e) { return e.await(e.local[0]); },
                 [](Env &) { return makeInt(0); },
                 [](Env &e) { return retained(e.last); }};
  attempt.handler = 2;
  Script main{
      [&](Env &e) { return e.set(0, e.spawn(child)); },
      [&](Env &e) { return e.call(attempt, retained(e.local[0])); },
      [&](Env &e) {
        note(std::string(textOf(e.last)));
        return e.call(attempt, retained(e.local[0]));
      },
  };
  CHECK(run(main) == "task error: went wrong");
  CHECK(log == "task error: went wrong");
}

TEST_CASE_METHOD(SchedFixture, "awaiting again gives the same outcome",
                 "[task]") {
  Script child{[](Env &e) { return e.wait(0.001); },
               [](Env &e) { return makeString(e.ctx, "once"); }};
  Script main{
      [&](Env &e) { return e.set(0, e.spawn(child)); },
      [](Env &e) { return e.await(e.local[0]); },
      [](Env &e) { return e.set(1, retained(e.last)); },
      [](Env &e) { return e.await(e.local[0]); },
      [](Env &e) {
        CHECK(e.last == e.local[1]);
        return retained(e.last);
      },
  };
  CHECK(run(main) == "once");
}

TEST_CASE_METHOD(SchedFixture, "several tasks await the same one", "[task]") {
  static Bits shared;
  Script child{[](Env &e) { return e.wait(0.001); },
               [](Env &) { return makeInt(5); }};
  Script reader{[](Env &e) { return e.await(shared); }};
  Script main{
      [&](Env &e) {
        shared = e.spawn(child);
        return e.set(0, shared);
      },
      [&](Env &e) {
        ArrayBuilder handles(e.ctx);
        for (int i = 0; i < 3; ++i)
          handles.push(e.spawn(reader));
        return handles.finish();
      },
      [](Env &e) { return frt_await_all(&e.ctx, e.last); },
  };
  CHECK(run(main) == "[5, 5, 5]");
}

TEST_CASE_METHOD(SchedFixture, "frames are rebuilt from the innermost",
                 "[task]") {
  Script innermost{[](Env &e) { return e.wait(0.001); },
                   [&](Env &) {
                     note("innermost");
                     return makeInt(1);
                   }};
  Script middle{[&](Env &e) { return e.call(innermost); },
                [](Env &e) { return e.wait(0.001); },
                [&](Env &) {
                  note("middle");
                  return makeInt(2);
                }};
  Script child{[&](Env &e) { return e.call(middle); },
               [&](Env &e) {
                 note("child");
                 return makeInt(asInt(e.last) + 1);
               }};
  Script main{
      [&](Env &e) { return e.spawn(child); },
      [](Env &e) { return e.await(e.last); },
  };
  CHECK(run(main) == "3");
  CHECK(log == "innermost middle child");
}

TEST_CASE_METHOD(SchedFixture, "errors pass through frames to a handler",
                 "[task]") {
  Script inner{[](Env &e) { return e.wait(0.001); },
               [](Env &e) { return raise(e.ctx, "deep"); }};
  Script child{[&](Env &e) { return e.call(inner); },
               [](Env &) { return makeInt(0); },
               [](Env &e) { return retained(e.last); }};
  child.handler = 2;
  Script main{
      [&](Env &e) { return e.spawn(child); },
      [](Env &e) { return e.await(e.last); },
  };
  CHECK(run(main) == "deep");
}

TEST_CASE_METHOD(SchedFixture, "await_all: results and the first failure",
                 "[task]") {
  Script slow{[](Env &e) { return e.wait(0.003); },
              [](Env &) { return makeInt(1); }};
  Script quick{[](Env &) { return makeInt(2); }};
  Script bad{[](Env &e) { return e.wait(0.001); },
             [](Env &e) { return raise(e.ctx, "bad"); }};
  Script worse{[](Env &e) { return raise(e.ctx, "worse"); }};
  auto all = [&](std::vector<const Script *> scripts) {
    return Script{
        [scripts](Env &e) {
          ArrayBuilder handles(e.ctx);
          for (const Script *script : scripts)
            handles.push(e.spawn(*script));
          return handles.finish();
        },
        [](Env &e) { return frt_await_all(&e.ctx, e.last); },
    };
  };
  CHECK(run(all({&slow, &quick})) == "[1, 2]");
  CHECK(run(all({})) == "[]");
  // By position, not by time.
  CHECK(run(all({&slow, &bad, &worse})) == "error: task error: bad");
  abandon();
}

TEST_CASE_METHOD(SchedFixture, "await_timeout gives up waiting, not the task",
                 "[task]") {
  Script slow{[](Env &e) { return e.wait(0.02); },
              [](Env &) { return makeInt(9); }};
  Script main{
      [&](Env &e) { return e.set(0, e.spawn(slow)); },
      [](Env &e) { return frt_await_timeout(&e.ctx, e.local[0], makeInt(1)); },
      [](Env &e) {
        CHECK(isNull(e.last));
        return frt_await_timeout(&e.ctx, e.local[0], makeInt(10000));
      },
  };
  CHECK(run(main) == "9");
}

TEST_CASE_METHOD(SchedFixture, "argument errors of the await functions",
                 "[task]") {
  CHECK(isNull(frt_await_all(&ctx, makeInt(1))));
  CHECK(error() == "await_all() requires an array of task handles");
  Bits items[] = {makeInt(1)};
  Owned list = own(makeArrayOf(ctx, items));
  frt_await_all(&ctx, list);
  CHECK(error() == "await_all() element at index 0 is not a task handle");
  frt_await_timeout(&ctx, nullBits, missingBits);
  CHECK(error() == "await_timeout() requires (handle, timeout_ms)");
  frt_await_timeout(&ctx, nullBits, nullBits);
  CHECK(error() == "await_timeout() second argument must be a number (ms)");
  frt_await_timeout(&ctx, nullBits, makeInt(1));
  CHECK(error() == "await_timeout() first argument must be a task handle");
}

TEST_CASE_METHOD(SchedFixture, "tasks are left when the program ends",
                 "[task]") {
  Script child{[&](Env &e) {
                 note("started");
                 e.set(0, makeString(e.ctx, "held"));
                 return e.wait(1000);
               },
               [&](Env &) {
                 note("never");
                 return nullBits;
               }};
  Script unstarted{[&](Env &) {
    note("never");
    return nullBits;
  }};
  Script main{
      [&](Env &e) { return e.spawn(child); },
      [](Env &e) { return e.wait(0.001); },
      [&](Env &e) { return e.spawn(unstarted, true); },
  };
  CHECK(run(main) == "<task>");
  abandon();
  CHECK(log == "started");
}

TEST_CASE_METHOD(SchedFixture, "a task handle as a value", "[task]") {
  Script child{[](Env &) { return nullBits; }};
  Script main{[&](Env &e) {
    Bits handle = e.spawn(child);
    CHECK(typeName(handle) == "TaskHandle");
    CHECK(truthy(handle));
    StringBuilder inner;
    appendInner(inner, handle);
    CHECK(inner.view() == "\"<TaskHandle>\"");
    Owned other(e.ctx, e.spawn(child));
    CHECK(frt_equal(handle, handle));
    CHECK(!frt_equal(handle, other));
    Owned json(e.ctx, frt_json_stringify(&e.ctx, handle));
    CHECK(textOf(json) == "null");
    return handle;
  }};
  CHECK(run(main) == "<task>");
}

TEST_CASE_METHOD(SchedFixture, "a result that refers to its own task",
                 "[task]") {
  Owned ch = own(channel());
  Script child{[&](Env &e) { return e.receive(ch); }};
  Script main{
      [&](Env &e) { return e.spawn(child); },
      [&](Env &e) {
        Bits items[] = {retained(e.last)};
        Owned list(e.ctx, makeArrayOf(e.ctx, items));
        frt_send(&e.ctx, ch, list);
        return e.await(e.last);
      },
      [](Env &) { return nullBits; },
  };
  CHECK(run(main) == "null");
  CHECK(ctx.counters.live > 1); // the fixture checks that the circle goes
}

TEST_CASE_METHOD(SchedFixture, "a long chain of tasks", "[task]") {
  constexpr int length = 100000;
  static int left;
  left = length;
  static Script *link;
  Script chain{
      [](Env &e) { return --left > 0 ? e.spawn(*link) : makeInt(0); },
      [](Env &e) { return isInt(e.last) ? e.last : e.await(e.last); },
      [](Env &e) { return makeInt(asInt(e.last) + 1); },
  };
  link = &chain;
  CHECK(run(chain) == std::to_string(length));
}

TEST_CASE_METHOD(SchedFixture, "a task has variables of its own", "[task]") {
  static const ProgramInfo withVariables = {abiVersion, 3, {"app.fg"}};
  ctx.runtime->program = &withVariables;
  Bits variables[] = {makeInt(1), makeCell(ctx, makeInt(2)),
                      makeString(ctx, "text")};
  ctx.globals.ptr = variables;
  Script child{[](Env &e) {
                 Bits *own = e.ctx.globals.ptr;
                 own[0] = makeInt(10);
                 objectOf<Cell>(own[1])->value = makeInt(20);
                 return e.wait(0);
               },
               [](Env &e) {
                 Bits *own = e.ctx.globals.ptr;
                 CHECK(own[0] == makeInt(10));
                 return makeInt(asInt(objectOf<Cell>(own[1])->value));
               }};
  Script main{[&](Env &e) { return e.spawn(child); },
              [&](Env &e) {
                e.ctx.globals.ptr[0] = makeInt(3); // too late for the task
                return e.await(e.last);
              },
              [&](Env &e) {
                CHECK(e.ctx.globals.ptr == variables);
                return retained(e.last);
              }};
  CHECK(run(main) == "20");
  CHECK(variables[0] == makeInt(3));
  CHECK(objectOf<Cell>(variables[1])->value == makeInt(2));
  releaseAll(ctx, variables, 3);
}
