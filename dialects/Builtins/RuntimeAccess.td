//===- RuntimeAccess.td - fields, elements, places ------------------------===//
//
// Semantics 3.3, 3.4, 5.8, 5.9.
//
//===----------------------------------------------------------------------===//

include "RuntimeBase.td"

def FieldGetEntry
    : Entry<"frt_field_get",
            [Param<"v">, Param<"name">, PtrParam<"cache">], Box, PureRaises> {
  let Doc = "`v.name`; `cache` is the FieldCache of the site.";
}

def FindsMethodEntry
    : Entry<"frt_finds_method",
            [Param<"v">, Param<"type">, Param<"method">, PtrParam<"cache">],
            Bool, Pure> {
  let Doc = [{
Whether `v` is an object of the type that has no entry of the method's name;
`cache` is the FieldCache of the site, of which only the shape is used.
}];
}

def IndexGetEntry
    : Entry<"frt_index_get",
            [Param<"v">, Param<"key">], Box, PureRaises> {
  let Doc = "`v[key]`.";
}

def PlaceUpdateEntry
    : Entry<"frt_place_update",
            [PtrParam<"root">, PtrParam<"steps">, IntParam<"count">,
            IntParam<"op">, OwnPtr<"args">, IntParam<"argc">,
            Param<"root_name">], Box, Raises> {
  let Doc = [{
Updates the place that `count` PlaceSteps lead to from the owned box at `root`,
which keeps its value on errors. `op` is 0 set, 1 `+=`, 2 `-=`, 3 `*=`, 4 `/=`,
5 `%=`, 6 push, 7 pop, 8 add to a Set, 9 remove from a Set or Map, 10 set in a
Map; plus 256 if the result is not used. Returns null for 0 to 5, the element
for 7, else another reference to the updated container. Unique containers on the
way are updated in place.
}];
}

def PlaceVacateEntry
    : Entry<"frt_place_vacate",
            [Own<"root">, PtrParam<"steps">, IntParam<"count">,
            Param<"current">], Box, Pure> {
  let Doc = [{
The root with null at the place that `count` PlaceSteps lead to, if the object
there is `current` itself and the root and the containers on the way are unique
and not frozen; else the root as it is.
}];
}

def PlaceIsUpdatingEntry
    : Entry<"frt_place_is_updating",
            [Param<"root">, PtrParam<"steps">, IntParam<"count">,
            Param<"method">], Bool, Pure> {
  let Doc = [{
Whether `place.method(..)` is an updating call for the value that is there now.
}];
}

def ExpectObjectEntry
    : Entry<"frt_expect_object",
            [Param<"v">], Void, Raises> {
  let Doc = "Raises unless an Object can be unpacked.";
}

def ExpectArrayEntry
    : Entry<"frt_expect_array",
            [Param<"v">], Void, Raises> {
  let Doc = "Raises unless an Array or Tuple can be unpacked.";
}

def ExpectTupleEntry
    : Entry<"frt_expect_tuple",
            [Param<"v">], Void, Raises> {
  let Doc = "Same, with the message of tuple patterns.";
}

def EntryOrNullEntry
    : Entry<"frt_entry_or_null",
            [Param<"v">, Param<"name">], Box, Pure> {
  let Doc = "Own entry of an Object, or null.";
}

def ItemOrNullEntry
    : Entry<"frt_item_or_null",
            [Param<"v">, IntParam<"index">], Box, Pure> {
  let Doc = "Element of an Array or Tuple, or null behind its end.";
}

def ItemCountEntry : Entry<"frt_item_count", [Param<"v">], Int, Pure> {
  let Doc = "Number of elements of an Array or Tuple, 0 for anything else.";
}

def RestEntry : Entry<"frt_rest", [Param<"v">, IntParam<"from">], Box, Pure> {
  let Doc = "Array of the elements from `from` on.";
}
