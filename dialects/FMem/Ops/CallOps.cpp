//===- CallOps.cpp - runtime calls answer from the catalogue --------------===//

#include "dialects/FMem/FMem.h"
#include "dialects/FMem/RuntimeSymbol.h"

using namespace mlir;
using namespace forge::fmem;

#define GET_OP_CLASSES
#include "dialects/FMem/Ops/CallOps.cpp.inc"

void FMemDialect::registerCallOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/FMem/Ops/CallOps.cpp.inc"
      >();
}

LogicalResult CallOp::verify() {
  const RuntimeSymbol *callee = RuntimeSymbol::find(getSymbol());
  if (!callee)
    return emitOpError("the catalogue has no symbol '") << getSymbol() << "'";
  if (getArgs().size() != callee->numParams())
    return emitOpError("'") << getSymbol() << "' takes " << callee->numParams()
                            << " arguments, not " << getArgs().size();
  for (auto [index, argument] : llvm::enumerate(getArgs())) {
    Type expected = typeOf(callee->paramType(index), getContext());
    if (argument.getType() != expected)
      return emitOpError("argument ")
             << index << " of '" << getSymbol() << "' is " << expected
             << ", not " << argument.getType();
  }
  if ((*this)->hasAttr(attrs::borrow) && !readsOperand(getSymbol()))
    return emitOpError("cannot borrow the result of '") << getSymbol() << "'";
  Type expected = typeOf(callee->result(), getContext());
  Type actual = getResult() ? getResult().getType() : Type();
  if (expected == actual)
    return success();
  InFlightDiagnostic diag = emitOpError("'") << getSymbol() << "' returns ";
  if (expected)
    return diag << expected;
  return diag << "nothing";
}

bool CallOp::consumesOperand(unsigned index) {
  return RuntimeSymbol::find(getSymbol())->consumes(index);
}

bool CallOp::ownsResult(unsigned) { return !(*this)->hasAttr(attrs::borrow); }

void CallOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  const RuntimeSymbol *callee = RuntimeSymbol::find(getSymbol());
  if (callee && callee->pure() && !callee->raises())
    return;
  effects.emplace_back(MemoryEffects::Read::get());
  effects.emplace_back(MemoryEffects::Write::get());
}
