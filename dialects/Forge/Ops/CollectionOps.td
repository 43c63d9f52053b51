//===- CollectionOps.td - arrays, objects, places, iteration --------------===//

#ifndef FORGE_OPS_COLLECTIONOPS
#define FORGE_OPS_COLLECTIONOPS

include "OpBase.td"

def Forge_ArrayNewOp : Forge_Op<"array.new"> {
  let summary = "an array of the given elements";
  let description = [{
    Allocates, as do new objects: equal ones are not merged, because the first
    update of each would have to copy.
  }];
  let arguments = (ins Variadic<Forge_Value>:$elements);
  let results = (outs Res<Forge_Value, "", [MemAlloc]>:$result);
  let assemblyFormat = [{
    $elements attr-dict `:` functional-type($elements, $result)
  }];
}

def Forge_TupleNewOp : Forge_Op<"tuple.new", [Pure]> {
  let summary = "a tuple of the given elements";
  let arguments = (ins Variadic<Forge_Value>:$elements);
  let results = (outs Forge_Value:$result);
  let assemblyFormat = [{
    $elements attr-dict `:` functional-type($elements, $result)
  }];
}

def Forge_ObjectNewOp : Forge_Op<"object.new"> {
  let summary = "an object with the given keys and values";
  let description = [{
    Keys may repeat: the last value wins, at the first position.

    ```mlir
    %o = forge.object.new ["x", "y"] %a, %b : (!forge.any, !forge.any) -> !forge.any
    ```
  }];
  let arguments = (ins StrArrayAttr:$keys, Variadic<Forge_Value>:$values);
  let results = (outs Res<Forge_Value, "", [MemAlloc]>:$result);
  let assemblyFormat = [{
    $keys $values attr-dict `:` functional-type($values, $result)
  }];
  let hasVerifier = 1;
}

def Forge_FieldGetOp : Forge_RaisingOp<"field.get"> {
  let summary = "the field access `v.f`";
  let arguments = (ins Forge_Value:$object, StrAttr:$field);
  let assemblyFormat = [{
    $object `,` $field attr-dict `:` type($object) `->` type($result)
  }];
}

/// Accesses to arrays of known element type only detect their errors and have no
/// effects; others call the runtime.
class Forge_ArrayAccess {
  code definition = [{
    void $cppClass::getEffects(
        SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
            &effects) {
      if (isInlineAccess(*this))
        return;
      effects.emplace_back(MemoryEffects::Read::get());
      effects.emplace_back(MemoryEffects::Write::get());
    }
  }];
}

def Forge_IndexGetOp : Forge_RaisingOp<"index.get", [
    DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "the index access `v[k]`";
  let extraClassDefinition = Forge_ArrayAccess<>.definition;
  let arguments = (ins Forge_Value:$container, Forge_Value:$key);
  let assemblyFormat = [{
    $container `[` $key `]` attr-dict `:`
    `(` type($container) `,` type($key) `)` `->` type($result)
  }];
}

def Forge_PlaceUpdateOp : Forge_Op<"place.update", [
    AttrSizedOperandSegments, Forge_Raising,
    DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "store into, or update, a place";
  let extraClassDefinition = Forge_ArrayAccess<>.definition;
  let description = [{
    A place is a root value and a path of steps. `path` has one entry per step: a
    string for a field, `unit` for an index, whose value is the next of
    `indexes`. The path may be empty. `updated` is the root with the update
    applied; **when the operation raises it is the root unchanged**, so that it
    can be stored back before the error is looked at. `result` is the value of
    an updating call (the popped element, otherwise the updated container) and
    null for stores. `name` is the variable, for messages.

    `slots` is there if inference knows all objects and arrays on the way, and
    what the update needs to know about the place: the slot for each field, -1
    for each index. The update is then inline code. `plain` says that what the
    place holds before has no references.

    ```mlir
    // cfg.servers[%i].port = %v
    %new, %r, %e = forge.place.update set %cfg path ["servers", unit, "port"] [%i] values(%v) name "cfg" : (!forge.any, i64, i64) -> (!forge.any, !forge.any, !forge.error)
    ```
  }];
  let arguments = (ins Forge_Update:$kind, Forge_Value:$root, ArrayAttr:$path,
                       Variadic<Forge_Value>:$indexes,
                       Variadic<Forge_Value>:$values, StrAttr:$name,
                       OptionalAttr<DenseI64ArrayAttr>:$slots,
                       UnitAttr:$plain);
  let results = (outs Forge_Value:$updated, Forge_Value:$result,
                      Forge_ErrorType:$error);
  let assemblyFormat = [{
    $kind $root `path` $path `[` $indexes `]` `values` `(` $values `)`
    `name` $name attr-dict `:` functional-type(operands, results)
  }];
  let hasCanonicalizeMethod = 1;
  let hasVerifier = 1;
}

def Forge_PlaceIsUpdatingOp : Forge_Op<"place.is_updating", [Pure]> {
  let summary = "is `place.m(..)` an updating call";
  let description = [{
    True if the value at the place is of a kind for which the method updates the
    place (`push`, `pop`: Array; `add`: Set; `set`: Map; `remove`: Set, Map).
    False when the path cannot be followed. Never raises.
  }];
  let arguments = (ins StrAttr:$method, Forge_Value:$root, ArrayAttr:$path,
                       Variadic<Forge_Value>:$indexes);
  let results = (outs I1:$result);
  let assemblyFormat = [{
    $method $root `path` $path `[` $indexes `]` attr-dict
    `:` functional-type(operands, results)
  }];
  let hasFolder = 1;
  let hasVerifier = 1;
}

def Forge_PlaceVacateOp : Forge_Op<"place.vacate", [Pure]> {
  let summary = "a root whose place has given up a value";
  let description = [{
    The root with null at the place, if the object there is the very one of
    `current` and nobody else holds the root or what lies on the way; otherwise
    the root as it is. Stands where the value was read and the place is about to
    be replaced by what becomes of it: that can then be made in place. Never
    raises, and where it vacates the place, storing into it cannot raise either.

    ```mlir
    // o.text += f(x), once f has returned
    %new = forge.place.vacate %o path ["text"] [] of %text : (!forge.any, !forge.any) -> !forge.any
    ```
  }];
  let arguments = (ins Forge_Value:$root, ArrayAttr:$path,
                       Variadic<Forge_Value>:$indexes, Forge_Value:$current);
  let results = (outs Forge_Value:$updated);
  let assemblyFormat = [{
    $root `path` $path `[` $indexes `]` `of` $current attr-dict
    `:` functional-type(operands, results)
  }];
  let hasFolder = 1;
  let hasVerifier = 1;
}

def Forge_IterBeginOp : Forge_RaisingOp<"iter.begin"> {
  let summary = "what a `for` loop walks over";
  let description = [{
    A snapshot of the iterable; raises for kinds that cannot be iterated. An
    array of known element type is its own snapshot.
  }];
  let hasCanonicalizeMethod = 1;
  let arguments = (ins Forge_Value:$iterable);
  let assemblyFormat = [{
    $iterable attr-dict `:` type($iterable) `->` type($result)
  }];
}

def Forge_IterNextOp : Forge_Op<"iter.next", [Pure]> {
  let summary = "next element of a loop's sequence";
  let description = [{
    `position` starts at 0 and is threaded through. When `more` is false the
    other results are meaningless.
  }];
  let arguments = (ins Forge_Value:$sequence, I64:$position);
  let results = (outs I1:$more, Forge_Value:$value, I64:$next);
  let assemblyFormat = [{
    $sequence `,` $position attr-dict `:` type($sequence) `->` type($value)
  }];
}

def Forge_IterNextPairOp : Forge_Op<"iter.next_pair", [Pure]> {
  let summary = "next pair of a loop with two variables";
  let arguments = (ins Forge_Value:$sequence, I64:$position);
  let results = (outs I1:$more, Forge_Value:$first, Forge_Value:$second,
                      I64:$next);
  let assemblyFormat = [{
    $sequence `,` $position attr-dict `:` type($sequence) `->`
    type($first) `,` type($second)
  }];
}

def Forge_ExpectIntOp : Forge_RaisingOp<"expect_int", [Forge_RaisesPending]> {
  let summary = "a value that must be an integer";
  let description = [{
    Raises the error text `message` when the operand is no Int. Used for the
    bounds of counted loops.
  }];
  let arguments = (ins Forge_Value:$value, StrAttr:$message);
  let assemblyFormat = [{
    $value `,` $message attr-dict `:` type($value) `->` type($result)
  }];
  let hasCanonicalizeMethod = 1;
}

#endif // FORGE_OPS_COLLECTIONOPS
