//===- RuntimeTasks.td - tasks, waiting, frames ---------------------------===//
//
// Semantics 8.5 and 9; docs/tasks.md says how generated code waits.
//
//===----------------------------------------------------------------------===//

include "RuntimeBase.td"

def FramePushEntry
    : Entry<"frt_frame_push",
            [PtrParam<"resume">, IntParam<"state">, IntParam<"slots">], Pointer,
            Impure> {
  let Cold = 1;
  let Doc = [{
New frame behind those that the task has left the stack of; the caller sets the
slots and the site.
}];
}

def FramePopEntry : Entry<"frt_frame_pop", [PtrParam<"frame">], Void, Impure> {
  let Doc = "Frees a frame; its slots belong to the caller.";
}

def ErrorIsFinalEntry : Entry<"frt_error_is_final", [], Bool, Impure> {
  let Cold = 1;
  let Doc = [{
Whether handlers must pass the pending error on: a cancellation, or the marker of
a task that waits.
}];
}

def SafePointEntry : Entry<"frt_safe_point", [], Void, Waits> {
  let Cold = 1;
  let Doc = [{
What a safe point does if `Context::attention` is set: raises the error of a
cancelled task or of an expired timeout, or lets other tasks run.
}];
}

def SpawnEntry
    : Entry<"frt_spawn", [Param<"closure">, BoolParam<"dropped">], Box,
            Impure> {
  let Doc = [{
Starts a task that calls `closure` without arguments, with variables of its own;
yields its handle. If the program dropped the handle, failures are printed.
}];
}

def AwaitEntry : Entry<"frt_await", [Param<"v">], Box, Waits> {
  let Doc = [{
The result of a task, or raises `task error: M`; any other value as it is.
}];
}

def SquadBeginEntry : Entry<"frt_squad_begin", [], Void, Impure> {
  let Doc = "Tasks that the task starts from now on belong to a new squad.";
}

def SquadJoinEntry : Entry<"frt_squad_join", [], Box, Waits> {
  let Doc = [{
Ends the innermost squad of the task, also when it raises: waits for its tasks,
yields their results, or raises `squad task error: M`.
}];
}

def SquadAbortEntry : Entry<"frt_squad_abort", [], Void, Waits> {
  let Cold = 1;
  let Doc = [{
Ends the innermost squad because its body raised the pending error: cancels its
tasks, waits for them, and leaves that error pending.
}];
}

def TimeoutBeginEntry
    : Entry<"frt_timeout_begin", [Param<"amount">, IntParam<"unit">], Void,
            Impure> {
  let Doc = [{
From now on the task has a deadline: the whole part of the amount, 5 for what is
no number, times that many milliseconds away.
}];
}

def TimeoutEndEntry : Entry<"frt_timeout_end", [], Void, Impure> {
  let Doc = "Takes the innermost deadline back.";
}

def TimeoutFailedEntry : Raiser<"frt_timeout_failed", []> {
  let Doc = [{
Takes the innermost deadline back after the pending error left its block; if it
is the error of that deadline, it becomes one that programs can catch.
}];
}

def ScheduleIntervalEntry
    : Entry<"frt_schedule_interval", [Param<"amount">, IntParam<"unit">], Int,
            Raises> {
  let Doc = [{
Milliseconds between the runs of a `schedule`: the amount times that many; a
minute for what is no Int.
}];
}

def ScheduleWaitEntry
    : Entry<"frt_schedule_wait", [IntParam<"milliseconds">], Void, Waits> {
  let Doc = "Waits for the next run of a `schedule`, or the next look of a `watch`.";
}

def WatchStampEntry
    : Entry<"frt_watch_stamp", [Param<"path">], Int, Raises> {
  let Doc = [{
A number that changes when the file at the path does; 0 if there is none.
}];
}

def SpawnBackgroundEntry
    : Entry<"frt_spawn_background", [Param<"closure">], Void, Impure> {
  let Doc = [{
Starts the task of a `schedule` or `watch`, whose closure never returns.
}];
}

def BackgroundJoinEntry : Entry<"frt_background_join", [], Void, Waits> {
  let Doc = "Keeps the program alive if there is such a task.";
}

def BackgroundFailedEntry
    : Entry<"frt_background_failed", [BoolParam<"is_watch">], Void, Impure> {
  let Cold = 1;
  let Doc = "Logs the pending error of a run, and drops it.";
}

def ChannelNextEntry : Entry<"frt_channel_next", [Param<"channel">], Box, Waits> {
  let Doc = [{
The next value of a channel, for loops; `missing` when it is closed and empty.
}];
}

def IterPairEntry
    : Entry<"frt_iter_pair",
            [Own<"item">, IntParam<"number">, PtrParam<"out_a">,
            PtrParam<"out_b">], Void, Impure> {
  let Doc = [{
The two variables of a loop from an element and its number, as
`frt_iter_next2` sets them.
}];
}
