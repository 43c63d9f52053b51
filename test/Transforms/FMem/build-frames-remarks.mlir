// RUN: forge-opt %s -split-input-file -verify-diagnostics -fmem-build-frames=show-frames=true

// Two values and the 32 bytes of a frame's head.
// expected-remark @+1 {{'pause' may wait at 2 places, with frames of up to 48 bytes}}
func.func @pause(%context: !fmem.context, %seconds: !fmem.box {fmem.borrow},
                 %a: i64, %b: i64) -> i64 attributes {forge.name = "pause"} {
  %r0 = fmem.call "frt_wait"(%seconds) : (!fmem.box) -> !fmem.box
  fmem.release %r0
  %c = arith.addi %a, %b : i64
  %null = fmem.singleton null
  %r1 = fmem.call "frt_wait"(%null) : (!fmem.box) -> !fmem.box
  fmem.release %r1
  return %c : i64
}

// Nothing to say about functions that do not wait.
func.func @count(%context: !fmem.context, %n: i64) -> i64 {
  return %n : i64
}

// -----

func.func @stack_memory(%context: !fmem.context, %v: i64) -> i64 {
  %null = fmem.singleton null
  // expected-error @+1 {{'fmem.stack_slot' op is used while the function may wait in between}}
  %slot = fmem.stack_slot i64
  fmem.ref.store %v, %slot : i64
  %r = fmem.call "frt_wait"(%null) : (!fmem.box) -> !fmem.box
  fmem.release %r
  %w = fmem.ref.load %slot : i64
  return %w : i64
}
