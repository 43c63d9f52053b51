//===- ChannelTest.cpp - channels and select ------------------------------===//
//
// Semantics 9.4; builtins, section 17.
//
//===----------------------------------------------------------------------===//

#include "SchedFixture.h"

using namespace forge::rt;

namespace {

/// Sends the numbers `from` to `to - 1` into a channel.
Script sender(const Owned &channel, int from, int to) {
  return {
      [from](Env &e) { return e.set(0, makeInt(from)); },
      [&channel, to](Env &e) {
        int64_t i = asInt(e.local[0]);
        if (i == to)
          return nullBits;
        e.set(0, makeInt(i + 1));
        e.next = 1;
        return e.send(channel, i);
      },
  };
}

/// Sum of what a channel yields until it is closed.
Script summer(const Owned &channel) {
  return {
      [](Env &e) { return e.set(0, makeInt(0)); },
      [&channel](Env &e) { return frt_channel_next(&e.ctx, channel); },
      [](Env &e) {
        if (isMissing(e.last))
          return retained(e.local[0]);
        e.next = 1;
        return e.set(0, makeInt(asInt(e.local[0]) + asInt(e.last)));
      },
  };
}

} // namespace

TEST_CASE_METHOD(SchedFixture, "values arrive in their order", "[channel]") {
  int64_t size = GENERATE(-1, 0, 1, 2, 1000);
  Owned ch = own(size < 0 ? channel() : channel(size));
  Script child = sender(ch, 0, 5);
  Script main{
      [&](Env &e) { return e.spawn(child); },
      [&](Env &e) { return e.receive(ch); },
      [&](Env &e) {
        note(display(retained(e.last)));
        if (asInt(e.last) < 4)
          e.next = 1;
        return nullBits;
      },
  };
  CHECK(run(main) == "null");
  CHECK(log == "0 1 2 3 4");
}

TEST_CASE_METHOD(SchedFixture, "loops end when the channel is closed",
                 "[channel]") {
  int64_t size = GENERATE(-1, 0, 3);
  Owned ch = own(size < 0 ? channel() : channel(size));
  Script producer = sender(ch, 0, 100), consumer = summer(ch);
  Script main{
      [&](Env &e) { return e.set(0, e.spawn(consumer)); },
      [&](Env &e) { return e.call(producer); },
      [&](Env &e) {
        frt_close(&e.ctx, ch);
        return e.await(e.local[0]);
      },
  };
  CHECK(run(main) == "4950");
}

TEST_CASE_METHOD(SchedFixture, "each value goes to one receiver", "[channel]") {
  Owned ch = own(channel(GENERATE(0, 1, 7)));
  Script consumer = summer(ch), producer = sender(ch, 0, 1000);
  Script main{
      [&](Env &e) {
        ArrayBuilder handles(e.ctx);
        for (int i = 0; i < 4; ++i)
          handles.push(e.spawn(consumer));
        return e.set(0, handles.finish());
      },
      [&](Env &e) { return e.call(producer); },
      [&](Env &e) {
        frt_close(&e.ctx, ch);
        return frt_await_all(&e.ctx, e.local[0]);
      },
      [](Env &e) {
        int64_t sum = 0;
        for (int64_t i = 0; i < 4; ++i)
          sum += asInt(itemAt(objectOf<Array>(e.last), i));
        return makeInt(sum);
      },
  };
  CHECK(run(main) == "499500");
}

TEST_CASE_METHOD(SchedFixture, "a sender waits while the channel is full",
                 "[channel]") {
  Owned ch = own(channel(2));
  Script child{[&](Env &e) { return e.send(ch, 1); },
               [&](Env &e) { return e.send(ch, 2); },
               [&](Env &e) { return e.send(ch, 3); },
               [&](Env &) {
                 note("sent");
                 return nullBits;
               }};
  Script main{
      [&](Env &e) { return e.set(0, e.spawn(child)); },
      [](Env &e) { return e.wait(0); },
      [&](Env &e) {
        note("receive");
        return e.receive(ch);
      },
      [](Env &e) { return e.await(e.local[0]); },
      [&](Env &e) { return e.receive(ch); },
      [&](Env &e) { return e.receive(ch); },
  };
  CHECK(run(main) == "3");
  CHECK(log == "receive sent");
}

TEST_CASE_METHOD(SchedFixture, "a rendezvous waits for the receiver",
                 "[channel]") {
  Owned ch = own(channel(GENERATE(0, -5)));
  Script child{[&](Env &e) { return e.send(ch, 1); },
               [&](Env &) {
                 note("sent");
                 return nullBits;
               }};
  Script main{
      [&](Env &e) { return e.spawn(child); },
      [](Env &e) { return e.wait(0); },
      [&](Env &e) {
        note("before");
        return e.receive(ch);
      },
      [](Env &e) { return e.wait(0); },
  };
  run(main);
  CHECK(log == "before sent");
}

TEST_CASE_METHOD(SchedFixture, "closing", "[channel]") {
  Owned ch = own(channel());
  CHECK(isNull(frt_send(&ctx, ch, makeInt(1))));
  CHECK(isNull(frt_close(&ctx, ch)));
  CHECK(isNull(frt_close(&ctx, ch)));
  frt_send(&ctx, ch, makeInt(2));
  CHECK(error() == "channel closed");
  CHECK(frt_try_send(&ctx, ch, makeInt(2)) == falseBits);
  CHECK(frt_receive(&ctx, ch) == makeInt(1));
  CHECK(isNull(frt_receive(&ctx, ch)));
  CHECK(isNone(frt_try_receive(&ctx, ch)));
}

TEST_CASE_METHOD(SchedFixture, "closing wakes who waits", "[channel]") {
  Owned full = own(channel(0)), empty = own(channel());
  Script waitsToSend{[&](Env &e) { return e.send(full, 1); },
                     [](Env &) { return makeInt(0); },
                     [](Env &e) { return retained(e.last); }};
  waitsToSend.handler = 2;
  Script waitsToReceive{[&](Env &e) { return e.receive(empty); }};
  Script main{
      [&](Env &e) { return e.set(0, e.spawn(waitsToSend)); },
      [&](Env &e) { return e.set(1, e.spawn(waitsToReceive)); },
      [](Env &e) { return e.wait(0); },
      [&](Env &e) {
        frt_close(&e.ctx, full);
        frt_close(&e.ctx, empty);
        return e.await(e.local[0]);
      },
      [&](Env &e) {
        note(display(retained(e.last)));
        return e.await(e.local[1]);
      },
  };
  CHECK(run(main) == "null");
  CHECK(log == "channel closed");
}

TEST_CASE_METHOD(SchedFixture, "trying never waits", "[channel]") {
  Owned one = own(channel(1)), none = own(channel(0));
  CHECK(frt_try_send(&ctx, one, makeInt(1)) == trueBits);
  CHECK(frt_try_send(&ctx, one, makeInt(2)) == falseBits);
  CHECK(display(frt_try_receive(&ctx, one)) == "Some(1)");
  CHECK(display(frt_try_receive(&ctx, one)) == "None");
  CHECK(frt_try_send(&ctx, none, makeInt(1)) == falseBits);

  // With somebody on the other side there is no need to wait.
  Script sending{[&](Env &e) { return e.send(none, 5); }};
  Script receiving{[&](Env &e) { return e.receive(none); }};
  Script main{
      [&](Env &e) { return e.spawn(sending); },
      [](Env &e) { return e.wait(0); },
      [&](Env &e) {
        note(display(frt_try_receive(&e.ctx, none)));
        return e.spawn(receiving);
      },
      [&](Env &e) {
        e.set(0, retained(e.last));
        return e.wait(0);
      },
      [&](Env &e) {
        CHECK(frt_try_send(&e.ctx, none, makeInt(6)) == trueBits);
        return e.await(e.local[0]);
      },
  };
  CHECK(run(main) == "6");
  CHECK(log == "Some(5)");
}

TEST_CASE_METHOD(SchedFixture, "argument errors of channels", "[channel]") {
  auto check = [&](Bits result, const char *message) {
    CHECK(isNull(result));
    CHECK(error() == message);
  };
  Bits n = makeInt(1);
  check(frt_send(&ctx, n, missingBits),
        "send(channel, value) requires 2 arguments");
  check(frt_send(&ctx, n, n), "send() requires a channel as first argument");
  check(frt_receive(&ctx, missingBits), "receive(channel) requires 1 argument");
  check(frt_receive(&ctx, n), "receive() requires a channel as first argument");
  check(frt_try_send(&ctx, n, missingBits),
        "try_send() requires (channel, value)");
  check(frt_try_send(&ctx, n, n),
        "try_send() first argument must be a channel");
  check(frt_try_receive(&ctx, missingBits), "try_receive() requires a channel");
  check(frt_try_receive(&ctx, n), "try_receive() argument must be a channel");
  check(frt_close(&ctx, n), "close() requires a channel");
  check(frt_select(&ctx, n, missingBits),
        "select() requires an array of channels");
  Owned nothing = own(makeArray(ctx));
  check(frt_select(&ctx, nothing, missingBits),
        "select() requires a non-empty array");
  Owned numbers = own(makeArrayOf(ctx, std::vector<Bits>{n}));
  check(frt_select(&ctx, numbers, missingBits),
        "select() array must contain only channels");
  Owned wide = own(frt_channel(&ctx, makeFloat(2.5)));
  CHECK(objectOf<Array>(wide) != nullptr); // not an Int: unbounded
  for (int i = 0; i < 5; ++i)
    CHECK(frt_try_send(&ctx, wide, n) == trueBits);
}

TEST_CASE_METHOD(SchedFixture, "select finds the channel with a value",
                 "[select]") {
  Owned a = own(channel()), b = own(channel());
  Owned both =
      own(makeArrayOf(ctx, std::vector<Bits>{retained(a), retained(b)}));
  frt_send(&ctx, b, nullBits);
  CHECK(display(frt_select(&ctx, both, missingBits)) == "[1, null]");
  CHECK(isNull(frt_select(&ctx, both, makeInt(0))));
  Script child{[](Env &e) { return e.wait(0.001); },
               [&](Env &e) { return e.send(a, 3); }};
  Script main{
      [&](Env &e) { return e.spawn(child); },
      [&](Env &e) { return frt_select(&e.ctx, both, missingBits); },
      [&](Env &e) {
        note(display(retained(e.last)));
        return frt_select(&e.ctx, both, makeInt(2));
      },
      [&](Env &e) {
        note(display(retained(e.last)));
        frt_close(&e.ctx, a);
        frt_close(&e.ctx, b);
        return frt_select(&e.ctx, both, missingBits);
      },
  };
  CHECK(run(main) == "null");
  CHECK(log == "[0, 3] null");
}

TEST_CASE_METHOD(SchedFixture, "a waiting select ends with its channels",
                 "[select]") {
  Owned a = own(channel()), b = own(channel());
  Owned both =
      own(makeArrayOf(ctx, std::vector<Bits>{retained(a), retained(b)}));
  Script child{[](Env &e) { return e.wait(0); },
               [&](Env &e) { return frt_close(&e.ctx, a); },
               [](Env &e) { return e.wait(0); },
               [&](Env &e) {
                 note("second");
                 return frt_close(&e.ctx, b);
               }};
  Script main{
      [&](Env &e) { return e.spawn(child); },
      [&](Env &e) { return frt_select(&e.ctx, both, missingBits); },
      [&](Env &) {
        note("selected");
        return nullBits;
      },
  };
  run(main);
  CHECK(log == "second selected");
}

TEST_CASE_METHOD(SchedFixture, "select is fair", "[select]") {
  constexpr int n = 3;
  std::vector<Bits> channels;
  for (int i = 0; i < n; ++i) {
    channels.push_back(channel());
    for (int k = 0; k < 10; ++k)
      frt_send(&ctx, channels.back(), makeInt(k));
  }
  Owned all = own(makeArrayOf(ctx, channels));
  int count[n] = {};
  for (int round = 0; round < n * 5; ++round) {
    Owned pair = own(frt_select(&ctx, all, missingBits));
    ++count[asInt(itemAt(objectOf<Array>(pair), 0))];
  }
  for (int c : count)
    CHECK(c == 5);
}

TEST_CASE_METHOD(SchedFixture, "a channel in itself is collected",
                 "[channel]") {
  {
    Owned ch = own(channel());
    frt_send(&ctx, ch, ch);
    Bits text = makeString(ctx, "lost");
    frt_send(&ctx, ch, text);
    release(ctx, text);
  }
  CHECK(ctx.counters.live == 2);
  collectCycles(ctx);
  CHECK(ctx.counters.live == 0);
}

TEST_CASE_METHOD(SchedFixture, "a channel as a value", "[channel]") {
  Owned ch = own(channel()), other = own(channel());
  CHECK(typeName(ch) == "Channel");
  CHECK(truthy(ch));
  CHECK(display(retained(ch)) == "<channel>");
  StringBuilder inner;
  appendInner(inner, ch);
  CHECK(inner.view() == "\"<Channel>\"");
  CHECK(frt_equal(ch, ch));
  CHECK(!frt_equal(ch, other));
}
