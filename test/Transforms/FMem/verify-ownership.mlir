// RUN: forge-opt %s -pass-pipeline='builtin.module(func.func(fmem-verify-ownership))' -split-input-file -verify-diagnostics

// Correct counting is silent: moves, retains for a second owner, releases on
// the path that does not need the value.
func.func @correct(%v: !fmem.box, %w: !fmem.box {fmem.borrow}, %c: i1)
    -> !fmem.box {
  fmem.retain %w
  fmem.global.store %w, 0
  cf.cond_br %c, ^use, ^other
^use:
  fmem.retain %v
  fmem.global.store %v, 1
  return %v : !fmem.box
^other:
  fmem.release %v
  %null = fmem.singleton null
  return %null : !fmem.box
}

// -----

// expected-note @+1 {{the box is defined here}}
func.func @leak(%v: !fmem.box) {
  // expected-error @+1 {{'func.return' op leaves a reference behind}}
  return
}

// -----

func.func @leaked_result() {
  // expected-note @+1 {{the box is defined here}}
  %0 = fmem.global.load 0
  // expected-error @+1 {{'func.return' op leaves a reference behind}}
  return
}

// -----

// expected-note @+1 {{the box is defined here}}
func.func @released_twice(%v: !fmem.box) {
  fmem.release %v
  // expected-error @+1 {{'fmem.release' op consumes a box without holding a reference}}
  fmem.release %v
  return
}

// -----

// expected-note @+1 {{the box is defined here}}
func.func @used_after_release(%v: !fmem.box) {
  fmem.release %v
  // expected-error @+1 {{'fmem.call' op uses a box after its last reference}}
  %0 = fmem.call "frt_truthy"(%v) : (!fmem.box) -> i1
  return
}

// -----

// expected-note @+1 {{the box is defined here}}
func.func @retained_after_move(%v: !fmem.box) {
  fmem.global.store %v, 0
  // expected-error @+1 {{'fmem.retain' op retains a box after its last reference}}
  fmem.retain %v
  fmem.release %v
  return
}

// -----

// expected-note @+1 {{the box is defined here}}
func.func @borrowed_given_away(%v: !fmem.box {fmem.borrow}) {
  // expected-error @+1 {{'fmem.global.store' op consumes a box without holding a reference}}
  fmem.global.store %v, 0
  return
}

// -----

func.func private @callee(%v: !fmem.box) {
  fmem.release %v
  return
}

// expected-note @+1 {{the box is defined here}}
func.func @consumed_by_call(%v: !fmem.box) {
  call @callee(%v) : (!fmem.box) -> ()
  // expected-error @+1 {{'fmem.release' op consumes a box without holding a reference}}
  fmem.release %v
  return
}

// -----

// expected-note @+1 {{the box is defined here}}
func.func @used_through_pack(%v: !fmem.box) {
  %one = arith.constant 1 : i64
  %parts = fmem.pack !fmem.box(%v : !fmem.box)
  fmem.release %v
  // expected-error @+1 {{'fmem.call' op uses a box after its last reference}}
  %0 = fmem.call "frt_interpolate"(%parts, %one) : (!fmem.ref, i64) -> !fmem.box
  fmem.release %0
  return
}

// -----

// expected-note @+1 {{the box is defined here}}
func.func @consumed_while_used(%v: !fmem.box) -> !fmem.box {
  // expected-error @+1 {{'fmem.call' op consumes the last reference to a box that it uses}}
  %0 = fmem.call "frt_add"(%v, %v) : (!fmem.box, !fmem.box) -> !fmem.box
  return %0 : !fmem.box
}

// -----

// expected-note @+1 {{the box is defined here}}
func.func @paths_differ(%v: !fmem.box, %c: i1) {
  cf.cond_br %c, ^drop, ^keep
^drop:
  fmem.release %v
  // expected-error @+1 {{'cf.br' op leads to a block with 0 references to a box, another path with 1}}
  cf.br ^join
^keep:
  cf.br ^join
^join:
  return
}

// -----

// expected-note @+1 {{the box is defined here}}
func.func @forwarded_and_used(%v: !fmem.box) -> !fmem.box {
  cf.br ^next(%v : !fmem.box)
^next(%w: !fmem.box):
  // expected-error @+1 {{'fmem.global.store' op consumes a box without holding a reference}}
  fmem.global.store %v, 0
  return %w : !fmem.box
}

// -----

// A loop that releases in each turn what it got once.
// expected-note @+1 {{the box is defined here}}
func.func @released_in_loop(%v: !fmem.box, %c: i1) {
  cf.br ^loop
^loop:
  fmem.release %v
  // expected-error @+1 {{'cf.cond_br' op leads to a block with 0 references to a box, another path with 1}}
  cf.cond_br %c, ^loop, ^done
^done:
  return
}

// -----

// The result of an operation that raised may be dropped...
func.func @void_result(%v: !fmem.box {fmem.borrow}) -> !fmem.box {
  %0 = fmem.call "frt_sub"(%v, %v) : (!fmem.box, !fmem.box) -> !fmem.box
  %pending = fmem.error_pending
  cf.cond_br %pending, ^raised, ^next
^raised:
  %undef = fmem.undef : !fmem.box
  return %undef : !fmem.box
^next:
  return %0 : !fmem.box
}

// -----

// ...on the edge that tells so, and only there.
func.func @result_without_error_edge(%v: !fmem.box {fmem.borrow}, %c: i1)
    -> !fmem.box {
  // expected-note @+1 {{the box is defined here}}
  %0 = fmem.call "frt_sub"(%v, %v) : (!fmem.box, !fmem.box) -> !fmem.box
  cf.cond_br %c, ^other, ^next
^other:
  %undef = fmem.undef : !fmem.box
  // expected-error @+1 {{'func.return' op leaves a reference behind}}
  return %undef : !fmem.box
^next:
  return %0 : !fmem.box
}

// -----

// Releasing by a mask takes the references of the noted boxes.
func.func @noted(%v: !fmem.box, %w: !fmem.box) {
  %slots = fmem.cleanup.slots 2
  fmem.cleanup.note %v, %slots[0]
  fmem.cleanup.note %w, %slots[1]
  fmem.cleanup.release %slots from 0 [3]
  return
}

// -----

func.func @noted_and_left(%v: !fmem.box,
    // expected-note @+1 {{the box is defined here}}
    %w: !fmem.box) {
  %slots = fmem.cleanup.slots 2
  fmem.cleanup.note %v, %slots[0]
  fmem.cleanup.note %w, %slots[1]
  fmem.cleanup.release %slots from 0 [1]
  // expected-error @+1 {{'func.return' op leaves a reference behind}}
  return
}

// -----

// expected-note @+1 {{the box is defined here}}
func.func @noted_and_gone(%v: !fmem.box) {
  %slots = fmem.cleanup.slots 1
  fmem.cleanup.note %v, %slots[0]
  fmem.release %v
  // expected-error @+1 {{'fmem.cleanup.release' op consumes a box without holding a reference}}
  fmem.cleanup.release %slots from 0 [1]
  return
}
