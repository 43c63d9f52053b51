//===- EmitTypes.cpp - structs, interfaces, algebraic types, methods ------===//

#include "AnnotationText.h"
#include "FunctionEmitter.h"

using namespace forge;
using namespace forge::ir;
using namespace forge::ast;
using namespace mlir;

void FunctionEmitter::emitStruct(const StructStmt &stmt) {
  SmallVector<StringRef> keys, embedded;
  Values values;
  for (const StructStmt::Member &member : stmt.members) {
    if (member.embedded && member.type) {
      embedded.push_back(member.name.text);
      embedded.push_back(member.type->name);
    }
    if (!member.defaultValue)
      continue;
    keys.push_back(member.name.text);
    values.push_back(emit(member.defaultValue));
  }
  make<StructDefineOp>(stmt.name.text, strings(keys), strings(embedded),
                       values);
  bindSite(&stmt.name,
           runtime("frt_type_value", {integer(1), boxedText(stmt.name.text)}));
  emitMethods(stmt.name.text, stmt.methods);
}

void FunctionEmitter::emitInterface(const InterfaceStmt &stmt) {
  SmallVector<StringRef> methods;
  SmallVector<int64_t> params;
  SmallVector<std::string> texts;
  for (const InterfaceStmt::Signature &signature : stmt.signatures) {
    methods.push_back(signature.name.text);
    params.push_back(signature.params.size());
    texts.push_back(signature.result ? annotationText(*signature.result) : "");
  }
  SmallVector<StringRef> returns(texts.begin(), texts.end());
  bindSite(&stmt.name,
           make<InterfaceNewOp>(anyType(), stmt.name.text, strings(methods),
                                params, strings(returns)));
}

void FunctionEmitter::emitAlgebraic(const AlgebraicStmt &stmt) {
  SmallVector<StringRef> names;
  SmallVector<int64_t> counts;
  for (const AlgebraicStmt::Variant &variant : stmt.variants) {
    // An alias or union of built-in types leaves its names unbound.
    if (!program.names().binding(&variant.name))
      return;
    names.push_back(variant.name.text);
    counts.push_back(variant.hasFields ? int64_t(variant.fields.size()) : -1);
  }
  make<TypeDefineOp>(stmt.name.text, strings(names), counts);
  for (const AlgebraicStmt::Variant &variant : stmt.variants) {
    Value type = boxedText(stmt.name.text);
    Value name = boxedText(variant.name.text);
    if (variant.hasFields)
      bindSite(&variant.name,
               runtime("frt_variant_constructor",
                       {type, name, integer(variant.fields.size())}));
    else
      bindSite(&variant.name, runtime("frt_variant_unit", {type, name}));
  }
  // Unless one of the variants has the name of the type.
  if (program.names().binding(&stmt.name))
    bindSite(&stmt.name, runtime("frt_type_value",
                                 {integer(0), boxedText(stmt.name.text)}));
}

void FunctionEmitter::emitMethods(StringRef type,
                                  ArrayRef<const FunctionStmt *> methods) {
  for (const FunctionStmt *method : methods) {
    At at(*this, method->span);
    Value value = closure(*program.names().function(&method->function));
    runtime("frt_method_define",
            {boxedText(type), boxedText(method->name.text), value});
  }
}

void FunctionEmitter::emitImplementation(const MethodsStmt &stmt) {
  emitMethods(stmt.type.text, stmt.methods);
  if (!stmt.interface)
    return;
  At at(*this, stmt.interface->span);
  const NameUse &use = *program.names().use(&*stmt.interface);
  StringRef name = stmt.interface->text;
  Value interface =
      use.kind == NameUse::Kind::Undefined ? null() : emitName(use, name);
  runtime("frt_implements",
          {boxedText(stmt.type.text), interface, boxedText(name)});
}
