//===- EmitCollections.cpp - literals of arrays, objects, texts -----------===//

#include "FunctionEmitter.h"

using namespace forge;
using namespace forge::ir;
using namespace forge::ast;
using namespace mlir;

/// Elements of a literal that are alive at the same time.
static constexpr size_t longestLiteral = 64;

static bool isNumber(const ast::Expr *expr) {
  if (const auto *negated = dyn_cast<UnaryExpr>(expr))
    return isNumber(negated->operand);
  return isa<IntExpr, FloatExpr>(expr);
}

Value FunctionEmitter::emitArray(ArrayRef<const ast::Expr *> items) {
  // Everything up to the first spread is one operation. Tables are made of
  // several arrays, unless they are data.
  auto firstSpread = llvm::find_if(
      items, [](const ast::Expr *item) { return isa<SpreadExpr>(item); });
  size_t plain = firstSpread - items.begin();
  if (plain > longestLiteral &&
      !llvm::all_of(items.take_front(plain), isNumber)) {
    Value array = emitArray(items.take_front(longestLiteral));
    while (plain > longestLiteral) {
      items = items.drop_front(longestLiteral);
      plain -= longestLiteral;
      Value more = make<ArrayNewOp>(
          anyType(),
          emitAll(items.take_front(std::min(plain, longestLiteral))));
      array = runtime("frt_array_spread", {array, more});
    }
    return emitRest(array, items.drop_front(plain));
  }
  Values elements = emitAll(items.take_front(plain));
  Value array = make<ArrayNewOp>(anyType(), elements);
  return emitRest(array, items.drop_front(plain));
}

Value FunctionEmitter::emitRest(Value array,
                                ArrayRef<const ast::Expr *> items) {
  for (const ast::Expr *item : items) {
    At at(*this, item->span);
    Value value = emit(item);
    array = runtime(isa<SpreadExpr>(item) ? "frt_array_spread"
                                          : "frt_array_push_back",
                    {array, value});
  }
  return array;
}

Value FunctionEmitter::fillObject(Value object, ArrayRef<Entry> entries) {
  for (const Entry &entry : entries) {
    At at(*this, entry.value->span);
    Value value = emit(entry.value);
    if (entry.isSpread())
      object = runtime("frt_object_spread", {object, value});
    else
      object =
          runtime("frt_object_put", {object, boxedText(entry.key.text), value});
  }
  return object;
}

/// Keys of entries without spread.
static SmallVector<StringRef> keysOf(ArrayRef<Entry> entries) {
  SmallVector<StringRef> keys;
  for (const Entry &entry : entries)
    keys.push_back(entry.key.text);
  return keys;
}

Value FunctionEmitter::emitObject(ArrayRef<Entry> entries) {
  auto firstSpread = llvm::find_if(
      entries, [](const Entry &entry) { return entry.isSpread(); });
  ArrayRef<Entry> plain(entries.begin(), firstSpread);
  Values values;
  for (const Entry &entry : plain)
    values.push_back(emit(entry.value));
  Value object = make<ObjectNewOp>(anyType(), strings(keysOf(plain)), values);
  return fillObject(object, entries.drop_front(plain.size()));
}

Value FunctionEmitter::emitStructInit(const StructInitExpr &expr) {
  bool hasSpread = llvm::any_of(
      expr.entries, [](const Entry &entry) { return entry.isSpread(); });
  if (!hasSpread) {
    Values values;
    for (const Entry &entry : expr.entries)
      values.push_back(emit(entry.value));
    return make<StructNewOp>(anyType(), expr.type.text,
                             strings(keysOf(expr.entries)), values);
  }
  Value object =
      make<StructNewOp>(anyType(), expr.type.text, strings({}), ValueRange());
  object = fillObject(object, expr.entries);
  // A copied base brings the type it has.
  return runtime("frt_object_put",
                 {object, boxedText("__type__"), boxedText(expr.type.text)});
}

Value FunctionEmitter::emitInterpolation(const InterpolationExpr &expr) {
  Values parts;
  for (const ast::Expr *part : expr.parts) {
    At at(*this, part->span);
    if (const auto *literal = dyn_cast<TextExpr>(part))
      parts.push_back(text(literal->value));
    else
      parts.push_back(emit(part));
  }
  return box(make<InterpolateOp>(StrType::get(builder.getContext()), parts));
}
