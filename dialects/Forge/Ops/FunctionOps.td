//===- FunctionOps.td - calls, closures, builtins -------------------------===//

#ifndef FORGE_OPS_FUNCTIONOPS
#define FORGE_OPS_FUNCTIONOPS

include "OpBase.td"

def Forge_CallOp : Forge_RaisingOp<"call", [
    DeclareOpInterfaceMethods<CallOpInterface, ["getArgOperands",
      "getArgOperandsMutable", "getCallableForCallee", "setCalleeFromCallable"]>,
    DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "call of a known function of the program";
  let description = [{
    Passes the captures of the callee first, then one value per parameter; the
    number always matches. A parameter that the call leaves out is `missing` if
    it has a default and null otherwise.

    ```mlir
    %r, %e = forge.call @fib(%n) : (!forge.any) -> !forge.any
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee,
                       Variadic<Forge_Capture>:$args,
                       OptionalAttr<DictArrayAttr>:$arg_attrs,
                       OptionalAttr<DictArrayAttr>:$res_attrs);
  let assemblyFormat = [{
    $callee `(` $args `)` attr-dict `:` functional-type($args, $result)
  }];
  let builders = [OpBuilder<(ins "::mlir::StringRef":$callee,
      "::mlir::Type":$result, "::mlir::ValueRange":$args)>];
}

def Forge_CallValueOp : Forge_RaisingOp<"call_value"> {
  let summary = "call of a function value";
  let arguments = (ins Forge_Value:$callee, Variadic<Forge_Value>:$args);
  let assemblyFormat = [{
    $callee `(` $args `)` attr-dict `:`
    functional-type(operands, $result)
  }];
}

def Forge_CallMethodOp : Forge_RaisingOp<"call_method"> {
  let summary = "the call `receiver.m(args)`";
  let description = [{
    Resolved on the receiver's value: entries, methods of its type and embedded
    types, native methods, and last `fallback`, the builtin that is usable as a
    method under this name (null if there is none).
  }];
  let arguments = (ins StrAttr:$method, Forge_Value:$receiver,
                       Variadic<Forge_Value>:$args,
                       Forge_Value:$fallback);
  let assemblyFormat = [{
    $method $receiver `(` $args `)` `fallback` $fallback attr-dict `:`
    functional-type(operands, $result)
  }];
}

def Forge_FindsMethodOp : Forge_Op<"finds_method", [Pure]> {
  let summary = "does `value.method()` run the method of this struct";
  let description = [{
    Whether the value is an object of the struct without an entry of the method's
    name. A call of a method that few structs have asks for each of them.

    ```mlir
    %is = forge.finds_method "area" of "Circle" %shape : !forge.any
    ```
  }];
  let arguments = (ins StrAttr:$method, StrAttr:$type, Forge_Value:$value);
  let results = (outs I1:$result);
  let assemblyFormat = [{
    $method `of` $type $value attr-dict `:` type($value)
  }];
}

def Forge_ClosureOp : Forge_Op<"closure", [Pure,
    DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "a function value with its captured variables";
  let arguments = (ins FlatSymbolRefAttr:$callee,
                       Variadic<Forge_Capture>:$captures);
  let results = (outs Forge_Value:$result);
  let assemblyFormat = [{
    $callee `[` $captures `]` attr-dict `:`
    functional-type($captures, $result)
  }];
}

def Forge_BuiltinOp : Forge_RaisingOp<"builtin", [
    DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "call of a builtin";
  let description = [{
    The catalogue of builtins has its meaning, signature and effects. Arguments
    that the program leaves out are `missing`.

    ```mlir
    %n, %e = forge.builtin "len"(%xs) : (!forge.any) -> !forge.any
    ```
  }];
  let arguments = (ins StrAttr:$name, Variadic<Forge_Value>:$args);
  let assemblyFormat = [{
    $name `(` $args `)` attr-dict `:` functional-type($args, $result)
  }];
  let hasVerifier = 1;
  let hasCanonicalizeMethod = 1;
}

def Forge_BuiltinValueOp : Forge_Op<"builtin_value", [Pure]> {
  let summary = "a builtin as a value";
  let arguments = (ins StrAttr:$name);
  let results = (outs Forge_AnyType:$result);
  let assemblyFormat = "$name attr-dict";
}

def Forge_RuntimeOp : Forge_Op<"runtime", [
    DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "call of an entry point of the runtime";
  let description = [{
    For operations that need no inference, folding or special lowering. The
    catalogue declares the entry; its last result is an error if it raises.

    ```mlir
    %e = forge.runtime "frt_expect_object"(%v) : (!forge.any) -> !forge.error
    ```
  }];
  let arguments = (ins StrAttr:$symbol, Variadic<AnyType>:$args);
  let results = (outs Variadic<AnyType>:$results);
  let assemblyFormat = [{
    $symbol `(` $args `)` attr-dict `:` functional-type($args, $results)
  }];
  let hasVerifier = 1;
}

#endif // FORGE_OPS_FUNCTIONOPS
