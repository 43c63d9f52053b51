//===- Lowering.cpp - shared pieces of the conversion to fmem -------------===//

#include "Lowering.h"

#include "forge/Builtins/Catalogue.h"

using namespace mlir;
using namespace forge;
using namespace forge::lowering;

RepresentationConverter::RepresentationConverter(MLIRContext *context) {
  Type box = fmem::BoxType::get(context);
  Type flag = IntegerType::get(context, 1);
  addConversion([](Type type) { return type; });
  addConversion([box, flag](Type type) -> std::optional<Type> {
    if (isa<ir::ErrorType>(type))
      return flag;
    if (isa<ir::ForgeDialect>(type.getDialect()))
      return box;
    return std::nullopt;
  });
}

Type Lowering::boxType() const {
  return fmem::BoxType::get(rewriter.getContext());
}

Value Lowering::i64(int64_t value) const {
  return arith::ConstantOp::create(rewriter, loc,
                                   rewriter.getI64IntegerAttr(value));
}

Value Lowering::i1(bool value) const {
  return arith::ConstantOp::create(rewriter, loc, rewriter.getBoolAttr(value));
}

Value Lowering::null() const {
  return fmem::SingletonOp::create(rewriter, loc, boxType(),
                                   fmem::Singleton::Null);
}

Value Lowering::string(StringRef text) const {
  return fmem::StringOp::create(rewriter, loc, boxType(), text);
}

Value Lowering::boxed(Value value) const {
  if (isa<fmem::BoxType>(value.getType()))
    return value;
  return fmem::BoxOp::create(rewriter, loc, boxType(), value);
}

SmallVector<Value> Lowering::boxed(ValueRange values) const {
  return llvm::map_to_vector(values,
                             [this](Value value) { return boxed(value); });
}

static Value pack(const Lowering &at, ValueRange values, bool consume) {
  return fmem::PackOp::create(at.rewriter, at.loc,
                              fmem::RefType::get(at.rewriter.getContext()),
                              at.boxType(), consume, at.boxed(values));
}

Value Lowering::packConsumed(ValueRange values) const {
  return pack(*this, values, true);
}

Value Lowering::packBorrowed(ValueRange values) const {
  return pack(*this, values, false);
}

static Type typeOf(CType type, MLIRContext *context) {
  switch (type) {
  case CType::Box:
    return fmem::BoxType::get(context);
  case CType::Int:
    return IntegerType::get(context, 64);
  case CType::Float:
    return Float64Type::get(context);
  case CType::Bool:
    return IntegerType::get(context, 1);
  case CType::Pointer:
    return fmem::RefType::get(context);
  case CType::Void:
    return {};
  }
  llvm_unreachable("unknown C type");
}

Value Lowering::call(StringRef symbol, ValueRange operands) const {
  const EntryRecord *entry = findEntry(symbol);
  assert(entry && "entry point without a record");
  SmallVector<Value> arguments;
  for (auto [operand, param] : llvm::zip_equal(operands, entry->params))
    arguments.push_back(param.type == CType::Box ? boxed(operand) : operand);
  auto call = fmem::CallOp::create(rewriter, loc,
                                   typeOf(entry->result, rewriter.getContext()),
                                   symbol, arguments);
  return call.getResult();
}

Value Lowering::errorPending() const {
  return fmem::ErrorPendingOp::create(rewriter, loc, rewriter.getI1Type());
}

Value Lowering::as(Value box, Type type) const {
  if (box.getType() == type)
    return box;
  if (isa<fmem::BoxType>(type))
    return boxed(box);
  return fmem::UnboxOp::create(rewriter, loc, type, box);
}
