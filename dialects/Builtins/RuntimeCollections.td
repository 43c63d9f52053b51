//===- RuntimeCollections.td - arrays, tuples and objects -----------------===//
//
// Literals and spreads.
//
//===----------------------------------------------------------------------===//

include "RuntimeBase.td"

def ArrayNewEntry
    : Entry<"frt_array_new",
            [OwnPtr<"items">, IntParam<"count">], Box, Pure> {
  let Doc = "Array of boxes.";
}

def ArrayNewIntEntry
    : Entry<"frt_array_new_int",
            [PtrParam<"items">, IntParam<"count">], Box, Pure> {
  let Doc = "Array of 64-bit integers with raw storage.";
}

def ArrayNewFloatEntry
    : Entry<"frt_array_new_float",
            [PtrParam<"items">, IntParam<"count">], Box, Pure> {
  let Doc = "Array of doubles with raw storage.";
}

def ArrayNewBoolEntry
    : Entry<"frt_array_new_bool",
            [PtrParam<"items">, IntParam<"count">], Box, Pure> {
  let Doc = "Array of truth values, stored as bytes.";
}

def ArrayUniqueEntry
    : Entry<"frt_array_unique",
            [Own<"array">, IntParam<"element">], Box, Pure> {
  let Doc = [{
The Array itself if nobody else holds it, else a copy; not frozen. Without
elements it gets the storage `element`, otherwise it has that already.
}];
}

def ArrayGrowEntry
    : Entry<"frt_array_grow",
            [Own<"array">, IntParam<"element">], Box, Pure> {
  let Doc = "`frt_array_unique` with room for at least one more element.";
}

def TupleNewEntry
    : Entry<"frt_tuple_new",
            [OwnPtr<"items">, IntParam<"count">], Box, Pure> {
  let Doc = "Tuple.";
}

def ArrayPushBackEntry
    : Entry<"frt_array_push_back",
            [Own<"array">, Own<"item">], Box, Pure> {
  let Doc = [{
Element appended to an array under construction, in place if it is unique.
}];
}

def ArraySpreadEntry
    : Entry<"frt_array_spread",
            [Own<"array">, Param<"v">], Box, Pure> {
  let Doc = [{
Elements of an Array appended; any other value is appended itself.
}];
}

def ArrayPushEntry
    : Entry<"frt_array_push",
            [Own<"array">, Own<"item">], Box, PureRaises> {
  let Doc = "The function `push` on a value that is no place.";
}

def ObjectNewEntry
    : Entry<"frt_object_new",
            [PtrParam<"layout">, OwnPtr<"values">], Box, Pure> {
  let Doc = "Object with the keys of an ObjectLayout, one value each.";
}

def ObjectRenewEntry
    : Entry<"frt_object_renew",
            [Own<"old">, PtrParam<"layout">, OwnPtr<"values">], Box, Impure> {
  let Doc = [{
The same in the memory of another value, if nobody else holds that and it is an
Object of this size.
}];
}

def ObjectUniqueEntry
    : Entry<"frt_object_unique", [Own<"object">], Box, Pure> {
  let Doc = "The Object itself if nobody else holds it, else a copy; not frozen.";
}

def ObjectPutEntry
    : Entry<"frt_object_put",
            [Own<"object">, Param<"key">, Own<"v">], Box, Pure> {
  let Doc = "Entry inserted or replaced; the key is a String.";
}

def ObjectSpreadEntry
    : Entry<"frt_object_spread",
            [Own<"object">, Param<"v">], Box, Pure> {
  let Doc = [{
Entries of an Object put into another; any other value adds nothing.
}];
}
