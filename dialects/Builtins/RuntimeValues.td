//===- RuntimeValues.td - wrappers, checks, queries, modules --------------===//
//
// Semantics 7.6, 8.4, 11.2, 11.3.
//
//===----------------------------------------------------------------------===//

include "RuntimeBase.td"

def TypeNameEntry : Entry<"frt_type_name", [Param<"v">], Box, Pure> {
  let NoContext = 1;
  let Doc = "What `typeof` returns for a value: a static String.";
}

def WrapperValueEntry : Entry<"frt_wrapper_value", [Param<"v">], Box, Pure> {
  let Doc = "Content of an Ok, Err or Some.";
}

def WrapperNewEntry
    : Entry<"frt_wrapper_new",
            [IntParam<"kind">, Own<"ok">, Own<"err">, Own<"some">], Box, Pure> {
  let Doc = [{
An Ok, Err or Some of the content for its kind, or None; `kind` is a code of
`frt_kind_code`. The other contents are given up.
}];
}

def MustEntry : Entry<"frt_must", [Own<"v">], Box, PureRaises> {
  let Doc = "`must v`.";
}

def CheckEntry
    : Entry<"frt_check",
            [Param<"v">, IntParam<"kind">, Param<"a">, Param<"b">], Void, Raises> {
  let Doc = [{
`check v`; `kind` is 0 truth, 1 not empty, 2 empty, 3 contains `a`, 4 between
`a` and `b`.
}];
}

def FreezeEntry : Entry<"frt_freeze", [Own<"v">], Box, Pure> {
  let Doc = "`freeze v`.";
}

def WhereEntry
    : Entry<"frt_where",
            [Param<"source">, Param<"name">, IntParam<"op">, Param<"value">],
            Box, PureRaises> {
  let Doc = [{
`source where name OP value`; `op` is 0 `<`, 1 `<=`, 2 `>`, 3 `>=`, 4 `==`, 5
`!=`.
}];
}

def ChainSortEntry
    : Entry<"frt_chain_sort",
            [Param<"source">, Param<"field">], Box, Pure> {
  let Doc = "Query step `sort`, or `sort by` if `field` is not missing.";
}

def ChainTakeEntry
    : Entry<"frt_chain_take",
            [Param<"source">, Param<"count">], Box, Pure> {
  let Doc = "Query step `take`.";
}

def ModuleEntry : Entry<"frt_module", [Param<"name">], Box, Raises> {
  let Doc = "Builtin module.";
}
