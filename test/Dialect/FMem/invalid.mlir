// RUN: forge-opt %s -split-input-file -verify-diagnostics

func.func @unknown_symbol() {
  // expected-error @+1 {{'fmem.call' op the catalogue has no symbol 'frt_no_such_entry'}}
  fmem.call "frt_no_such_entry"() : () -> ()
  return
}

// -----

func.func @argument_count(%v: !fmem.box) {
  // expected-error @+1 {{'fmem.call' op 'frt_add' takes 2 arguments, not 1}}
  %0 = fmem.call "frt_add"(%v) : (!fmem.box) -> !fmem.box
  return
}

// -----

func.func @argument_type(%v: !fmem.box, %i: i64) {
  // expected-error @+1 {{'fmem.call' op argument 1 of 'frt_add' is '!fmem.box', not 'i64'}}
  %0 = fmem.call "frt_add"(%v, %i) : (!fmem.box, i64) -> !fmem.box
  return
}

// -----

// Builtins with any number of arguments take an array and its length.
func.func @variadic(%v: !fmem.box) {
  // expected-error @+1 {{'fmem.call' op 'frt_println' takes 2 arguments, not 1}}
  %0 = fmem.call "frt_println"(%v) : (!fmem.box) -> !fmem.box
  return
}

// -----

func.func @result_type(%v: !fmem.box) {
  // expected-error @+1 {{'fmem.call' op 'frt_truthy' returns 'i1'}}
  %0 = fmem.call "frt_truthy"(%v) : (!fmem.box) -> !fmem.box
  return
}

// -----

func.func @no_result() {
  // expected-error @+1 {{'fmem.call' op 'frt_error_clear' returns nothing}}
  %0 = fmem.call "frt_error_clear"() : () -> !fmem.box
  return
}

// -----

func.func @pack_type(%v: !fmem.box, %i: i64) {
  // expected-error @+1 {{'fmem.pack' op element 1 is 'i64', not '!fmem.box'}}
  %0 = fmem.pack !fmem.box(%v, %i : !fmem.box, i64)
  return
}

// -----

func.func @step_kind() {
  // expected-error @+1 {{'fmem.steps' op a step of the path must be a string or unit, not 1 : i64}}
  %0 = fmem.steps [1 : i64]()
  return
}

// -----

func.func @step_count(%v: !fmem.box) {
  // expected-error @+1 {{'fmem.steps' op the path has 2 index steps for 1 operands}}
  %0 = fmem.steps [unit, "a", unit](%v)
  return
}

// -----

func.func @unknown_function() {
  // expected-error @+1 {{'fmem.function_address' op there is no function 'nowhere'}}
  %0 = fmem.function_address @nowhere
  return
}

// -----

func.func private @plain(%v: !fmem.box) {
  return
}

func.func @no_entry() {
  // expected-error @+1 {{'fmem.function_address' op 'plain' is no uniform entry}}
  %0 = fmem.function_address @plain
  return
}

// -----

// Not an operator of updates, so an operand is expected.
func.func @combine(%a: !fmem.box, %i: i64) {
  // expected-error @+1 {{expected SSA operand}}
  %0, %o = fmem.array.set %a[%i], rem %i : i64
  return
}

// -----

// Division of integers has errors of its own; texts grow elsewhere.
func.func @divided_integers(%a: !fmem.box, %i: i64) {
  // expected-error @+1 {{cannot combine elements of 'i64' by div}}
  %0, %o = fmem.array.set %a[%i], div %i : i64
  return
}

// -----

func.func @combined_boxes(%a: !fmem.box, %i: i64) {
  // expected-error @+1 {{'fmem.array.store' op cannot combine elements of '!fmem.box' by add}}
  %o = fmem.array.store %a[%i], add %a : !fmem.box
  return
}

// -----

func.func @element_type(%a: !fmem.box, %i: i64, %x: f32) {
  // expected-error @+1 {{'fmem.array.set' op operand #2 must be}}
  %0, %o = fmem.array.set %a[%i], %x : f32
  return
}

// -----

func.func @element_result(%a: !fmem.box, %i: i64) {
  // expected-error @+1 {{'fmem.array.get' op result #0 must be}}
  %0, %o = fmem.array.get %a[%i] : f32
  return
}

// -----

func.func @no_slots() {
  // expected-error @+1 {{'fmem.cleanup.slots' op has 0 slots}}
  %slots = fmem.cleanup.slots 0
  return
}

// -----

func.func @slot_outside(%v: !fmem.box) {
  %slots = fmem.cleanup.slots 2
  // expected-error @+1 {{'fmem.cleanup.note' op there is no slot 2}}
  fmem.cleanup.note %v, %slots[2]
  return
}

// -----

func.func @slot_taken(%v: !fmem.box) {
  %slots = fmem.cleanup.slots 1
  // expected-error @+1 {{'fmem.cleanup.note' op slot 0 has a box already}}
  fmem.cleanup.note %v, %slots[0]
  fmem.cleanup.note %v, %slots[0]
  return
}

// -----

func.func @slot_without_box(%v: !fmem.box) {
  %slots = fmem.cleanup.slots 2
  fmem.cleanup.note %v, %slots[0]
  // expected-error @+1 {{'fmem.cleanup.release' op slot 1 has no box}}
  fmem.cleanup.release %slots from 0 [3]
  return
}

// -----

func.func @note_elsewhere(%v: !fmem.box, %slots: !fmem.ref) {
  // expected-error @+1 {{'fmem.cleanup.note' op takes the slots of fmem.cleanup.slots}}
  fmem.cleanup.note %v, %slots[0]
  return
}

// -----

func.func @release_elsewhere(%slots: !fmem.ref) {
  // expected-error @+1 {{'fmem.cleanup.release' op takes the slots of fmem.cleanup.slots}}
  fmem.cleanup.release %slots from 0 [1]
  return
}

// -----

func.func @one_index(%a: !fmem.box, %i: i64) {
  // expected-error @+1 {{'fmem.array.set_deep' op needs two indexes or more}}
  %0, %o = fmem.array.set_deep %a[%i], %i : i64
  return
}

// -----

func.func @deep_truth(%a: !fmem.box, %i: i64, %b: i1) {
  // expected-error @+1 {{'fmem.array.set_deep' op cannot combine elements of 'i1' by add}}
  %0, %o = fmem.array.set_deep %a[%i, %i], add %b : i1
  return
}

// -----

func.func @borrowed_sum(%a: !fmem.box) {
  // expected-error @+1 {{'fmem.call' op cannot borrow the result of 'frt_add'}}
  %0 = fmem.call "frt_add"(%a, %a) {fmem.borrow} : (!fmem.box, !fmem.box) -> !fmem.box
  return
}

// -----

func.func @resumes_nowhere(%ctx: !fmem.context) {
  // expected-error @+1 {{'fmem.frame.capture' op there is no function 'nowhere'}}
  %0 = fmem.frame.capture @nowhere 0 "f"() extra 0
  return
}

// -----

func.func @resumes_itself(%ctx: !fmem.context) {
  // expected-error @+1 {{'fmem.frame.capture' op 'resumes_itself' is no resume function}}
  %0 = fmem.frame.capture @resumes_itself 0 "f"() extra 0
  return
}

// -----

func.func @saves_elsewhere(%slots: !fmem.ref, %frame: !fmem.ref) {
  // expected-error @+1 {{'fmem.cleanup.save' op takes the slots of fmem.cleanup.slots}}
  fmem.cleanup.save %slots, %frame[0]
  return
}

// -----

func.func @restores_elsewhere(%slots: !fmem.ref, %frame: !fmem.ref) {
  // expected-error @+1 {{'fmem.cleanup.restore' op takes the slots of fmem.cleanup.slots}}
  fmem.cleanup.restore %slots, %frame[0]
  return
}

// -----

func.func @record_update_path(%o: !fmem.box, %x: f64) -> !fmem.box {
  // expected-error @+1 {{'fmem.record.update' op path steps must be slots or unit}}
  %r, %outside = fmem.record.update %o ["x"] [], %x : f64
  return %r : !fmem.box
}

// -----

func.func @record_update_empty(%o: !fmem.box, %x: f64) -> !fmem.box {
  // expected-error @+1 {{'fmem.record.update' op needs a path}}
  %r, %outside = fmem.record.update %o [] [], %x : f64
  return %r : !fmem.box
}

// -----

func.func @record_update_indexes(%o: !fmem.box, %x: f64) -> !fmem.box {
  // expected-error @+1 {{'fmem.record.update' op path has 1 index steps but 0 index operands}}
  %r, %outside = fmem.record.update %o [0, unit] [], %x : f64
  return %r : !fmem.box
}

// -----

func.func @record_update_both(%o: !fmem.box, %x: f64) -> !fmem.box {
  // expected-error @+1 {{'fmem.record.update' op cannot both combine and push}}
  %r, %outside = fmem.record.update %o [0] [], push add %x : f64
  return %r : !fmem.box
}

// -----

func.func @record_update_kind(%o: !fmem.box, %n: i64) -> !fmem.box {
  // expected-error @+1 {{'fmem.record.update' op cannot combine 'i64' by div}}
  %r, %outside = fmem.record.update %o [0] [], div %n : i64
  return %r : !fmem.box
}
