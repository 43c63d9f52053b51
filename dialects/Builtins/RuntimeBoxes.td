//===- RuntimeBoxes.td - boxes, counting, closures ------------------------===//
//
// The fast paths of boxing and counting are generated inline.
//
//===----------------------------------------------------------------------===//

include "RuntimeBase.td"

def BoxIntSlowEntry
    : Entry<"frt_box_int_slow",
            [IntParam<"value">], Box, Pure> {
  let NoContext = 1;
  let Cold = 1;
  let Doc = "Box of an integer outside the 48-bit range.";
}

def UnboxIntSlowEntry : Entry<"frt_unbox_int_slow", [Param<"v">], Int, Pure> {
  let NoContext = 1;
  let Cold = 1;
  let Doc = "Value of an Int that may be wide.";
}

def RetainSlowEntry : Entry<"frt_retain_slow", [Param<"v">], Void, Impure> {
  let NoContext = 1;
  let Doc = "One more reference; nothing for values that are not counted.";
}

def ReleaseSlowEntry : Entry<"frt_release_slow", [Own<"v">], Void, Impure> {
  let Doc = [{
One reference less; frees the object with the last one. Iterative.
}];
}

def ReleaseNotedEntry
    : Entry<"frt_release_noted",
            [PtrParam<"slots">, PtrParam<"mask">, IntParam<"words">], Void,
            Impure> {
  let Doc = [{
One reference less for the boxes of the slots whose bits the mask has, 64 slots
per word.
}];
  let Cold = 1;
}

def KindCodeEntry : Entry<"frt_kind_code", [Param<"v">], Int, Pure> {
  let NoContext = 1;
  let Doc = [{
0 Int, 1 Float, 2 Bool, 3 String, 4 Null, 5 Array, 6 Tuple, 7 Object, 8 Set, 9
Map, 10 Ok, 11 Err, 12 Some, 13 None, 14 Function, 15 Builtin, 16 other, 17
task, 18 Channel, 19 Atomic, 20 Mutex, 21 WaitGroup.
}];
}

def CellNewEntry : Entry<"frt_cell_new", [Own<"v">], Box, Impure> {
  let Doc = "Captured variable holding `v`.";
}

def ClosureNewEntry
    : Entry<"frt_closure_new",
            [PtrParam<"entry">, PtrParam<"info">, OwnPtr<"captures">,
            IntParam<"count">], Box, Impure> {
  let Doc = "Function value; `entry` is an Entry, `info` a FunctionInfo.";
}
