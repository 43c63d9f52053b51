// RUN: forge-opt %s -forge-explain-dynamic --remarks-filter-missed=forge-explain-dynamic -verify-diagnostics -split-input-file -o /dev/null

// An operand that may be of two kinds; a box of a number is known.
func.func @operator(%c: i1, %n: i64, %f: f64) {
  %0 = forge.box %n : i64
  %1 = forge.box %f : f64
  %2 = arith.select %c, %0, %1 : !forge.any
  // expected-remark @+1 {{Remark="`{0}` may be Float or Int"}}
  %3, %e3 = forge.add %2, %0 : (!forge.any, !forge.any) -> !forge.any
  // expected-remark @+1 {{Remark="`{1}` may be Float or Int"}}
  %4, %e4 = forge.compare lt, %0, %2 : (!forge.any, !forge.any)
  %5, %e5 = forge.mul %0, %0 : (!forge.any, !forge.any) -> !forge.any
  return
}

// -----

// A call in a loop, of a function that is called in a loop.
func.func @callee(%f: !forge.any, %c: i1) -> !forge.any {
  cf.br ^loop
^loop:
  // expected-remark-re @+1 {{LoopDepth=2,{{.*}}Remark="the function is not known: `{0}` is a captured variable that changes"}}
  %0, %e = forge.call_value %f() : (!forge.any) -> !forge.any
  cf.cond_br %c, ^loop, ^done
^done:
  return %0 : !forge.any
}
func.func @caller(%cell: !forge.cell, %c: i1) {
  cf.br ^loop
^loop:
  %f = forge.cell.load %cell
  %0, %e = forge.call @callee(%f, %c) : (!forge.any, i1) -> !forge.any
  cf.cond_br %c, ^loop, ^done
^done:
  return
}

// -----

// Functions that an array holds, and one that a field holds.
func.func private @one() -> !forge.any
func.func private @two() -> !forge.any
func.func @several(%i: i64, %o: !forge.any) {
  %0 = forge.closure @one[] : () -> !forge.any
  %1 = forge.closure @two[] : () -> !forge.any
  %2 = forge.array.new %0, %1 : (!forge.any, !forge.any) -> !forge.any
  %3, %e3 = forge.index.get %2[%i] : (!forge.any, i64) -> !forge.any
  // expected-remark @+1 {{Remark="`{0}` may be several functions"}}
  %4, %e4 = forge.call_value %3() : (!forge.any) -> !forge.any
  // expected-remark @+1 {{Remark="field `f` of an object whose keys are not known: `{0}` is a parameter of a function that is called through a value"}}
  %5, %e5 = forge.field.get %o, "f" : !forge.any -> !forge.any
  // expected-remark @+1 {{Remark="the function is not known: `{0}` is the field `f`"}}
  %6, %e6 = forge.call_value %5() : (!forge.any) -> !forge.any
  // expected-remark @+1 {{Remark="the function is not known: `{0}` is called through a value"}}
  %7, %e7 = forge.call_value %0() : (!forge.any) -> !forge.any
  return
}

// -----

// Elements of several kinds, of one kind that is boxed anyway, and of what is no
// array for certain.
func.func @elements(%n: i64, %s: !forge.str, %v: !forge.any) {
  %0 = forge.box %n : i64
  %1 = forge.box %s : !forge.str
  %2 = forge.array.new %0, %1 : (!forge.any, !forge.any) -> !forge.any
  // expected-remark @+1 {{Remark="the elements of `{0}` may be Int or String"}}
  %3, %e3 = forge.index.get %2[%n] : (!forge.any, i64) -> !forge.any
  // expected-remark @+1 {{Remark="the elements of `{0}` may be Int or String"}}
  %4, %e4 = forge.iter.begin %2 : !forge.any -> !forge.any
  %5 = forge.object.new [] : () -> !forge.any
  %6 = forge.array.new %5 : (!forge.any) -> !forge.any
  %7, %e7 = forge.index.get %6[%n] : (!forge.any, i64) -> !forge.any
  // expected-remark @+1 {{Remark="`{0}` is a parameter of a function that is called through a value"}}
  %8, %e8 = forge.iter.begin %v : !forge.any -> !forge.any
  // expected-remark @+1 {{Remark="the method `m` is found by its name: `{0}` is a parameter of a function that is called through a value"}}
  %9, %e9 = forge.call_method "m" %v() fallback %0 : (!forge.any, !forge.any) -> !forge.any
  %10, %e10 = forge.call_method "m" %5() fallback %0 : (!forge.any, !forge.any) -> !forge.any
  return
}

// -----

// Places of several steps, of fields, of what may be anything.
func.func @updates(%n: i64, %s: !forge.str, %v: !forge.any) {
  %0 = forge.box %n : i64
  %1 = forge.box %s : !forge.str
  %2 = forge.array.new %0, %1 : (!forge.any, !forge.any) -> !forge.any
  %3 = forge.object.new ["x"] %2 : (!forge.any) -> !forge.any
  // expected-remark @+1 {{Remark="the elements of `a` may be Int or String"}}
  %4, %r4, %e4 = forge.place.update set %2 path [unit] [%n] values(%0) name "a" : (!forge.any, i64, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  // expected-remark @+1 {{Remark="the way to a place of several steps is found at run time"}}
  %5, %r5, %e5 = forge.place.update set %3 path ["x", unit] [%n] values(%0) name "o" : (!forge.any, i64, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  // expected-remark @+1 {{Remark="the field is found by its name"}}
  %6, %r6, %e6 = forge.place.update set %3 path ["x"] [] values(%0) name "o" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  // expected-remark @+1 {{Remark="the place is found at run time: `v` is a parameter of a function that is called through a value"}}
  %7, %r7, %e7 = forge.place.update set %v path [unit] [%n] values(%0) name "v" : (!forge.any, i64, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  return
}

// -----

// Nothing is left here: an array of numbers, a struct, tests.
func.func @known(%a: !forge.array<i64>, %n: i64, %v: !forge.any) -> i1 {
  %0, %e0 = forge.index.get %a[%n] : (!forge.array<i64>, i64) -> i64
  %1, %r1, %e1 = forge.place.update set %a path [unit] [%n] values(%0) name "a" : (!forge.array<i64>, i64, i64) -> (!forge.array<i64>, !forge.any, !forge.error)
  %2 = forge.box %0 : i64
  %3 = forge.struct.new "S" ["x"] %2 : (!forge.any) -> !forge.any
  %4, %e4 = forge.field.get %3, "x" : !forge.any -> !forge.any
  %5 = forge.equal %v, %4 : (!forge.any, !forge.any)
  return %5 : i1
}
