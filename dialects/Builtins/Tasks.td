//===- Tasks.td - tasks and channels --------------------------------------===//
//
// Specification: builtins, section 17; extensions, section 1.
//
//===----------------------------------------------------------------------===//

include "MemberBase.td"

def ChannelBuiltin : Builtin<"channel", [Opt<"size">], Impure> {
  let Doc = [{
A queue between tasks: unbounded, or holding at most `size` values; with a size
of 0 or less a sender waits for a receiver.
}];
  let Example = [{
let ch = channel(1)
send(ch, "hello")
say receive(ch) // expect: hello
}];
}

def SendBuiltin : Builtin<"send", [Param<"channel">, Param<"value">], Waits> {
  let ResultKind = "Null";
  let Doc = [{
Puts a value into a channel, waiting while it is full. Raises if the channel is
or gets closed.
}];
  let Example = [{
let ch = channel()
say send(ch, 1) // expect: null
}];
}

def ReceiveBuiltin : Builtin<"receive", [Param<"channel">], Waits> {
  let Doc = [{
Takes the oldest value out of a channel, waiting while it is empty; `null` once
it is closed and empty.
}];
  let Example = [{
let ch = channel()
send(ch, 1)
close(ch)
say [receive(ch), receive(ch)] // expect: [1, null]
}];
}

def TrySendBuiltin
    : Builtin<"try_send", [Param<"channel">, Param<"value">], Raises> {
  let ResultKind = "Bool";
  let Doc = "Whether a value could be put into a channel without waiting.";
  let Example = [{
let ch = channel(1)
say [try_send(ch, 1), try_send(ch, 2)] // expect: [true, false]
}];
}

def TryReceiveBuiltin : Builtin<"try_receive", [Param<"channel">], Raises> {
  let ResultKind = "Option";
  let Doc = "`Some` value of a channel, or `None` if that would take waiting.";
  let Example = [{
let ch = channel(1)
send(ch, 1)
say [is_some(try_receive(ch)), try_receive(ch) == None] // expect: [true, true]
}];
}

def SelectBuiltin
    : Builtin<"select", [Param<"channels">, Opt<"timeout_ms">], Waits> {
  let Doc = [{
Waits for the first channel with a value and yields `[index, value]`; `null`
after the time, or when all channels are closed and empty. Fair among channels
that have values.
}];
  let Example = [{
let a = channel()
let b = channel()
send(b, "x")
say select([a, b]) // expect: [1, x]
say select([a, b], 5) // expect: null
}];
}

def CloseBuiltin : Builtin<"close", [Param<"channel">], Raises> {
  let ResultKind = "Null";
  let Doc = [{
Ends a channel: nothing more can be sent, what was sent can be received. Closing
twice is harmless.
}];
  let Example = [{
let ch = channel()
say close(ch) // expect: null
}];
}

def AwaitAllBuiltin : Builtin<"await_all", [Param<"handles">], Waits> {
  let ResultKind = "Array";
  let Doc = [{
Results of the tasks in an Array. Raises `task error: M` for the first failed one
in the order of the Array; the others go on.
}];
  let Example = [{
say await_all([]) // expect: []
}];
}

def AwaitTimeoutBuiltin
    : Builtin<"await_timeout", [Param<"handle">, Param<"ms">], Waits> {
  let Doc = [{
Result of a task, or `null` if it has not ended after a number of milliseconds;
it goes on then and can be awaited again.
}];
  let Example = [{
say assert_throws(fn() { await_timeout(1, 5) }, "a task handle") // expect: true
}];
}
