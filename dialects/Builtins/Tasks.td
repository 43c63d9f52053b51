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
say select([a, b], 0) // expect: null
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

def SpawnPinnedBuiltin
    : Builtin<"spawn_pinned", [Param<"f">, Param<"worker">], Raises> {
  let Doc = [{
Starts a task that calls `f` and stays on one worker for its whole life, an Int
below the number of processors or `"main"`; yields its handle.
}];
  let Example = [{
say spawn_pinned(fn() { 1 }, "main") // expect: <task>
}];
}

// Shared state -----------------------------------------------------------------

def AtomicBuiltin : Builtin<"atomic", [Param<"v">], Raises> {
  let Doc = [{
A cell with an Int or a Bool that tasks share. Its methods take a memory ordering
as their last argument: `"relaxed"`, `"acquire"`, `"release"`, `"acq_rel"` or
`"seq_cst"`, the default.
}];
  let Example = [{
let hits = atomic(0)
hits.add(2)
say hits.load() // expect: 2
}];
}

def FenceBuiltin : Builtin<"fence", [Opt<"order">], Raises> {
  let ResultKind = "Null";
  let Doc = "A fence with a memory ordering other than `\"relaxed\"`.";
  let Example = [{
say fence("acq_rel") // expect: null
}];
}

def MutexBuiltin : Builtin<"mutex", [Param<"v">], Raises> {
  let Doc = "A value that one task at a time updates.";
  let Example = [{
let total = mutex(1)
total.update(fn(n) { n + 1 })
say total.get() // expect: 2
}];
}

def WaitGroupBuiltin : Builtin<"wait_group", [], Impure> {
  let Doc = "A counter; tasks can wait until it is zero.";
  let Example = [{
say wait_group() // expect: <wait_group>
}];
}

def AtomicLoadMember : Member<"Atomic", "load", [Opt<"order">], Raises> {
  let Doc = "The value.";
  let Example = [{
say atomic(true).load("acquire") // expect: true
}];
}

def AtomicStoreMember
    : Member<"Atomic", "store", [Param<"v">, Opt<"order">], Raises> {
  let Doc = "Sets the value, which stays of its kind.";
  let Example = [{
let a = atomic(1)
a.store(5, "release")
say a.load() // expect: 5
}];
}

class AtomicChange<string name>
    : Member<"Atomic", name, [Param<"v">, Opt<"order">], Raises>;

def AtomicSwapMember : AtomicChange<"swap"> {
  let Doc = "Sets the value and yields the previous one.";
  let Example = [{
say atomic(1).swap(2) // expect: 1
}];
}

def AtomicAddMember : AtomicChange<"add"> {
  let Doc = "Adds to an Int, modulo 2 to the 64, and yields the previous one.";
  let Example = [{
say atomic(1).add(2) // expect: 1
}];
}

def AtomicSubMember : AtomicChange<"sub"> {
  let Doc = "Subtracts like `add`.";
  let Example = [{
let a = atomic(1)
a.sub(3)
say a.load() // expect: -2
}];
}

def AtomicMinMember : AtomicChange<"min"> {
  let Doc = "Keeps the smaller Int and yields the previous one.";
  let Example = [{
let a = atomic(4)
a.min(3)
say a.load() // expect: 3
}];
}

def AtomicMaxMember : AtomicChange<"max"> {
  let Doc = "Keeps the larger Int and yields the previous one.";
  let Example = [{
let a = atomic(4)
a.max(9)
say a.load() // expect: 9
}];
}

def AtomicBandMember : AtomicChange<"band"> {
  let Doc = "Bitwise or logical and; yields the previous value.";
  let Example = [{
let a = atomic(6)
a.band(3)
say a.load() // expect: 2
}];
}

def AtomicBorMember : AtomicChange<"bor"> {
  let Doc = "Bitwise or logical or; yields the previous value.";
  let Example = [{
let a = atomic(false)
a.bor(true)
say a.load() // expect: true
}];
}

def AtomicBxorMember : AtomicChange<"bxor"> {
  let Doc = "Bitwise or logical exclusive or; yields the previous value.";
  let Example = [{
let a = atomic(6)
a.bxor(3)
say a.load() // expect: 5
}];
}

class AtomicCompareExchange<string name>
    : Member<"Atomic", name,
             [Param<"expected">, Param<"new">, Opt<"success">, Opt<"failure">],
             Raises> {
  let ResultKind = "Result";
}

def AtomicCompareExchangeMember : AtomicCompareExchange<"compare_exchange"> {
  let Doc = [{
If the value is the expected one, sets it and yields `Ok(previous)`, else
`Err(actual)`.
}];
  let Example = [{
let a = atomic(1)
say a.compare_exchange(1, 2) // expect: Ok(1)
say a.compare_exchange(1, 3) // expect: Err(2)
}];
}

def AtomicCompareExchangeWeakMember
    : AtomicCompareExchange<"compare_exchange_weak"> {
  let Doc = "The same, but it may fail although the value is the expected one.";
  let Example = [{
say atomic(1).compare_exchange_weak(5, 2) // expect: Err(1)
}];
}

def MutexGetMember : Member<"Mutex", "get", [], Waits> {
  let Doc = "A copy of the value.";
  let Example = [{
say mutex([1]).get() // expect: [1]
}];
}

def MutexSetMember : Member<"Mutex", "set", [Param<"v">], Waits> {
  let ResultKind = "Null";
  let Doc = "Sets the value.";
  let Example = [{
let m = mutex(1)
m.set(2)
say m.get() // expect: 2
}];
}

def MutexUpdateMember : Member<"Mutex", "update", [Param<"f">], Waits> {
  let Doc = [{
Calls `f` with the value, stores what it returns and yields that. An error in `f`
leaves the value as it was.
}];
  let Example = [{
say mutex(20).update(fn(n) { n * 2 }) // expect: 40
}];
}

def WaitGroupAddMember : Member<"WaitGroup", "add", [Param<"n">], Raises> {
  let ResultKind = "Null";
  let Doc = "Adds to the counter, which cannot be negative.";
  let Example = [{
let wg = wait_group()
wg.add(1)
wg.done()
say wg.wait() // expect: null
}];
}

def WaitGroupDoneMember : Member<"WaitGroup", "done", [], Raises> {
  let ResultKind = "Null";
  let Doc = "Takes one from the counter.";
  let Example = [{
say assert_throws(fn() { wait_group().done() }, "negative") // expect: true
}];
}

def WaitGroupWaitMember : Member<"WaitGroup", "wait", [], Waits> {
  let ResultKind = "Null";
  let Doc = "Waits until the counter is zero.";
  let Example = [{
say wait_group().wait() // expect: null
}];
}
