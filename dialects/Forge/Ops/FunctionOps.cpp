//===- FunctionOps.cpp - calls and builtins -------------------------------===//

#include "dialects/Forge/Forge.h"
#include "forge/Builtins/Catalogue.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace forge::ir;

//===----------------------------------------------------------------------===//
// Calls of the program's functions
//===----------------------------------------------------------------------===//

void CallOp::build(OpBuilder &, OperationState &state, StringRef callee,
                   Type result, ValueRange operands) {
  MLIRContext *context = result.getContext();
  state.addOperands(operands);
  state.addAttribute("callee", FlatSymbolRefAttr::get(context, callee));
  state.addTypes({result, ErrorType::get(context)});
}

CallInterfaceCallable CallOp::getCallableForCallee() { return getCalleeAttr(); }

void CallOp::setCalleeFromCallable(CallInterfaceCallable callee) {
  setCalleeAttr(cast<FlatSymbolRefAttr>(cast<SymbolRefAttr>(callee)));
}

Operation::operand_range CallOp::getArgOperands() { return getArgs(); }

MutableOperandRange CallOp::getArgOperandsMutable() { return getArgsMutable(); }

/// The function a symbol use refers to; reports an error if there is none.
static func::FuncOp lookupFunction(Operation *op, FlatSymbolRefAttr callee,
                                   SymbolTableCollection &symbols) {
  auto function = symbols.lookupNearestSymbolFrom<func::FuncOp>(op, callee);
  if (!function)
    op->emitOpError("refers to '")
        << callee.getValue() << "', which is no function";
  return function;
}

LogicalResult CallOp::verifySymbolUses(SymbolTableCollection &symbols) {
  func::FuncOp function = lookupFunction(*this, getCalleeAttr(), symbols);
  if (!function)
    return failure();
  FunctionType type = function.getFunctionType();
  if (TypeRange(type.getInputs()) != TypeRange(getArgs().getTypes()))
    return emitOpError("operand types differ from the parameters of '")
           << getCallee() << "'";
  if (type.getNumResults() != 1 || type.getResult(0) != getResult().getType())
    return emitOpError("result type differs from the result of '")
           << getCallee() << "'";
  return success();
}

LogicalResult ClosureOp::verifySymbolUses(SymbolTableCollection &symbols) {
  func::FuncOp function = lookupFunction(*this, getCalleeAttr(), symbols);
  if (!function)
    return failure();
  if (function.getNumArguments() < getCaptures().size())
    return emitOpError("captures more values than '")
           << getCallee() << "' has parameters";
  return success();
}

unsigned forge::ir::captureCount(func::FuncOp function) {
  auto count = function->getAttrOfType<IntegerAttr>(attrs::captures);
  return count ? count.getInt() : 0;
}

SmallVector<Value> forge::ir::completeArguments(OpBuilder &builder,
                                                Location loc,
                                                func::FuncOp callee,
                                                ValueRange captures,
                                                ValueRange given) {
  SmallVector<Value> arguments(captures);
  auto defaults = callee->getAttrOfType<DenseI64ArrayAttr>(attrs::defaults);
  unsigned count = callee.getNumArguments() - captures.size();
  for (unsigned i = 0; i != count; ++i) {
    if (i < given.size()) {
      arguments.push_back(given[i]);
      continue;
    }
    bool hasDefault = defaults && llvm::is_contained(defaults.asArrayRef(), i);
    arguments.push_back(
        SingletonOp::create(builder, loc, AnyType::get(builder.getContext()),
                            hasDefault ? Singleton::Missing : Singleton::Null));
  }
  return arguments;
}

//===----------------------------------------------------------------------===//
// Builtins
//===----------------------------------------------------------------------===//

LogicalResult BuiltinOp::verify() {
  const BuiltinRecord *record = findBuiltin(getName());
  if (!record)
    return emitOpError("names the unknown builtin '") << getName() << "'";
  if (record->isPrelude())
    return emitOpError("names '")
           << getName() << "', which is a function of the prelude";
  if (!record->variadic && getArgs().size() != record->params.size())
    return emitOpError("passes ")
           << getArgs().size() << " arguments to '" << getName()
           << "', which takes " << record->params.size();
  return success();
}

void BuiltinOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  const BuiltinRecord *record = findBuiltin(getName());
  if (record && record->pure) {
    if (record->raises)
      effects.emplace_back(MemoryEffects::Write::get(),
                           PendingErrorResource::get());
    return;
  }
  effects.emplace_back(MemoryEffects::Read::get());
  effects.emplace_back(MemoryEffects::Write::get());
}

/// Whether an operation makes values of the language, and no markers.
static bool isKnownValue(Operation *maker) {
  return isa_and_present<ClosureOp, BuiltinValueOp, BoxOp, ArrayNewOp,
                         TupleNewOp, ObjectNewOp, StructNewOp>(maker);
}

/// Builtins that are one instruction on a known type.
LogicalResult BuiltinOp::canonicalize(BuiltinOp op, PatternRewriter &rewriter) {
  auto replace = [&](Value value) {
    if (isa<AnyType>(op.getResult().getType()) &&
        !isa<AnyType>(value.getType()))
      value = BoxOp::create(rewriter, op.getLoc(), value);
    if (value.getType() != op.getResult().getType())
      return failure();
    Value none = NoErrorOp::create(rewriter, op.getLoc());
    rewriter.replaceOp(op, {value, none});
    return success();
  };
  const BuiltinRecord *record = findBuiltin(op.getName());
  if (record && !record->raises && !op.getError().use_empty()) {
    Value none = NoErrorOp::create(rewriter, op.getLoc());
    rewriter.replaceAllUsesWith(op.getError(), none);
    return success();
  }
  if (op.getArgs().empty())
    return failure();
  Value argument = op.getArgs().front();
  Type type = argument.getType();
  Location loc = op.getLoc();
  if (op.getName() == "float") {
    if (type.isF64())
      return replace(argument);
    if (type.isInteger(64))
      return replace(arith::SIToFPOp::create(rewriter, loc,
                                             rewriter.getF64Type(), argument));
  }
  // Tests of kinds that the type, or what makes the value, answers.
  Operation *maker = argument.getDefiningOp();
  auto answer = [&](bool value) {
    return replace(
        arith::ConstantOp::create(rewriter, loc, rewriter.getBoolAttr(value)));
  };
  if (op.getName() == "__missing") {
    if (auto singleton = dyn_cast_if_present<SingletonOp>(maker))
      return answer(singleton.getValue() == Singleton::Missing);
    if (!isa<AnyType>(type) || isKnownValue(maker))
      return answer(false);
  }
  if (op.getName() == "__is_callable" &&
      isa_and_present<ClosureOp, BuiltinValueOp>(maker))
    return answer(true);
  if (op.getName() == "__is_array" && !isa<AnyType>(type))
    return answer(isa<ArrayType>(type));
  if (op.getName() == "math.sqrt" && type.isF64())
    return replace(math::SqrtOp::create(rewriter, loc, argument));
  if (op.getName() == "len" && isa<ArrayType>(type))
    return replace(
        ArraySizeOp::create(rewriter, loc, rewriter.getI64Type(), argument));
  if (op.getName() == "int") {
    if (type.isInteger(64))
      return replace(argument);
    if (type.isInteger(1))
      return replace(arith::ExtUIOp::create(rewriter, loc,
                                            rewriter.getI64Type(), argument));
  }
  return failure();
}

//===----------------------------------------------------------------------===//
// Runtime entries
//===----------------------------------------------------------------------===//

LogicalResult RuntimeOp::verify() {
  const EntryRecord *entry = findEntry(getSymbol());
  if (!entry)
    return emitOpError("names the unknown entry point '") << getSymbol() << "'";
  if (entry->params.size() != getArgs().size())
    return emitOpError("passes ")
           << getArgs().size() << " arguments to '" << getSymbol()
           << "', which takes " << entry->params.size();
  size_t results = (entry->result != CType::Void) + entry->raises;
  if (getResults().size() != results)
    return emitOpError("must have ") << results << " results";
  if (entry->raises && !isa<ErrorType>(getResults().back().getType()))
    return emitOpError("must have an error as last result");
  return success();
}

void RuntimeOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  const EntryRecord *entry = findEntry(getSymbol());
  if (entry && entry->pure) {
    if (entry->raises)
      effects.emplace_back(MemoryEffects::Write::get(),
                           PendingErrorResource::get());
    return;
  }
  effects.emplace_back(MemoryEffects::Read::get());
  effects.emplace_back(MemoryEffects::Write::get());
}

#define GET_OP_CLASSES
#include "dialects/Forge/Ops/FunctionOps.cpp.inc"
