// RUN: forge-opt %s --forge-split-values | FileCheck %s

// A field of an object made nearby is what was put in; of equal keys the last.
// CHECK-LABEL: func.func @made_nearby
// CHECK-SAME: (%[[A:.*]]: !forge.any, %[[B:.*]]: !forge.any)
func.func @made_nearby(%a: !forge.any, %b: !forge.any) -> !forge.any {
  // CHECK-NOT: object.new
  // CHECK-NOT: field.get
  %o = forge.object.new ["x", "y", "x"] %a, %a, %b
      : (!forge.any, !forge.any, !forge.any) -> !forge.any
  %x, %e = forge.field.get %o, "x" : !forge.any -> !forge.any
  forge.br_error %e, ^handler, ^done
^done:
  // CHECK: return %[[B]]
  return %x : !forge.any
^handler:
  forge.propagate
}

// An object that a loop carries becomes one argument per key, and is made again
// where it leaves.
// CHECK-LABEL: func.func @carried
// CHECK-SAME: (%[[A:.*]]: !forge.any, %[[C:.*]]: i1)
func.func @carried(%a: !forge.any, %c: i1) -> !forge.any {
  %o = forge.struct.new "P" ["x"] %a : (!forge.any) -> !forge.any
  // CHECK: cf.br ^[[HEAD:.*]](%[[A]] : !forge.any)
  cf.br ^head(%o : !forge.any)
  // CHECK: ^[[HEAD]](%[[X:.*]]: !forge.any):
^head(%p: !forge.any):
  cf.cond_br %c, ^body, ^done
^body:
  %x, %e = forge.field.get %p, "x" : !forge.any -> !forge.any
  forge.br_error %e, ^handler, ^next
^next:
  // CHECK: %[[SUM:.*]], %{{.*}} = forge.add %[[X]], %[[X]]
  %s, %e2 = forge.add %x, %x : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e2, ^handler, ^again
^again:
  // CHECK-NOT: struct.new
  // CHECK: cf.br ^[[HEAD]](%[[SUM]] : !forge.any)
  %q = forge.struct.new "P" ["x"] %s : (!forge.any) -> !forge.any
  cf.br ^head(%q : !forge.any)
^done:
  // CHECK: %[[P:.*]] = forge.struct.new "P" ["x"] %[[X]]
  // CHECK-NEXT: return %[[P]]
  return %p : !forge.any
^handler:
  forge.propagate
}

// Structs of two names do not meet, nor does a value from elsewhere.
// CHECK-LABEL: func.func @two_forms
func.func @two_forms(%a: !forge.any, %c: i1) -> !forge.any {
  %o = forge.struct.new "P" ["x"] %a : (!forge.any) -> !forge.any
  %p = forge.struct.new "Q" ["x"] %a : (!forge.any) -> !forge.any
  cf.cond_br %c, ^meet(%o : !forge.any), ^meet(%p : !forge.any)
^meet(%m: !forge.any):
  // CHECK: forge.field.get
  %x, %e = forge.field.get %m, "x" : !forge.any -> !forge.any
  forge.br_error %e, ^handler, ^done
^done:
  return %x : !forge.any
^handler:
  forge.propagate
}

// The name of a struct's type is not what a literal puts there.
// CHECK-LABEL: func.func @type_name
func.func @type_name(%a: !forge.any) -> !forge.any {
  %o = forge.struct.new "P" ["__type__"] %a : (!forge.any) -> !forge.any
  // CHECK: forge.field.get
  %x, %e = forge.field.get %o, "__type__" : !forge.any -> !forge.any
  forge.br_error %e, ^handler, ^done
^done:
  return %x : !forge.any
^handler:
  forge.propagate
}

// A Result is the code of its kind and a content for each kind; a test on the
// way says which content is meant.
// CHECK-LABEL: func.func @results
// CHECK-SAME: (%[[A:.*]]: !forge.any, %[[B:.*]]: !forge.any, %[[C:.*]]: i1)
func.func @results(%a: !forge.any, %b: !forge.any, %c: i1) -> !forge.any {
  cf.cond_br %c, ^good, ^bad
^good:
  // CHECK: cf.br ^[[MEET:.*]](%c10{{.*}}, %[[A]], %{{.*}}, %{{.*}} : i64, !forge.any, !forge.any, !forge.any)
  %ok, %e0 = forge.builtin "Ok"(%a) : (!forge.any) -> !forge.any
  cf.br ^meet(%ok : !forge.any)
^bad:
  // CHECK: cf.br ^[[MEET]](%c11{{.*}}, %{{.*}}, %[[B]], %{{.*}} : i64, !forge.any, !forge.any, !forge.any)
  %err, %e1 = forge.builtin "Err"(%b) : (!forge.any) -> !forge.any
  cf.br ^meet(%err : !forge.any)
  // CHECK: ^[[MEET]](%[[KIND:.*]]: i64, %[[OK:.*]]: !forge.any, %[[ERR:.*]]: !forge.any, %[[SOME:.*]]: !forge.any):
^meet(%r: !forge.any):
  // CHECK-NOT: forge.match
  %check = forge.match.check %r, ["Ok", "Err"] : !forge.any
  // CHECK: %[[ISOK:.*]] = arith.cmpi eq, %[[KIND]], %c10
  // CHECK: cf.cond_br %[[ISOK]]
  %is = forge.match.variant %r, "Ok" : !forge.any
  cf.cond_br %is, ^ok, ^err
^ok:
  // CHECK: return %[[OK]]
  %v = forge.match.payload %r, 0 : !forge.any -> !forge.any
  return %v : !forge.any
^err:
  // Without a test the kind is asked.
  // CHECK: arith.select
  // CHECK: %[[CONTENT:.*]] = arith.select %{{.*}}, %[[OK]], %{{.*}}
  // CHECK: return %[[CONTENT]]
  %w = forge.runtime "frt_wrapper_value"(%r) : (!forge.any) -> !forge.any
  return %w : !forge.any
}

// None has no content; the code of the kind is known.
// CHECK-LABEL: func.func @none
func.func @none() -> (i64, i64) {
  %n = forge.singleton none
  // CHECK: %[[KIND:.*]] = arith.constant 13
  // CHECK: %[[ARITY:.*]] = arith.extui
  // CHECK: return %[[KIND]], %[[ARITY]]
  %k = forge.runtime "frt_kind_code"(%n) : (!forge.any) -> i64
  %a = forge.match.arity %n : !forge.any
  return %k, %a : i64, i64
}
