//===- Variables.cpp - slots, cells, globals and closures -----------------===//

#include "FunctionEmitter.h"

using namespace forge;
using namespace forge::ir;
using namespace mlir;

Value FunctionEmitter::slotOf(const Variable &variable) {
  Value &slot = slots[&variable];
  if (!slot) {
    OpBuilder::InsertionGuard guard(builder);
    if (lastSlot)
      builder.setInsertionPointAfter(lastSlot);
    else
      builder.setInsertionPointToStart(&func.getBody().front());
    UnitAttr late =
        variable.mayStayUnbound ? builder.getUnitAttr() : UnitAttr();
    slot = make<SlotOp>(builder.getStringAttr(variable.name), late);
    lastSlot = slot.getDefiningOp();
  }
  return slot;
}

/// The cell of a variable that has one.
Value FunctionEmitter::cellOf(const Variable &variable) {
  Value cell = cells.lookup(&variable);
  if (cell || variable.storage == Storage::Cell)
    return cell;
  return make<GlobalCellOp>(CellType::get(builder.getContext()),
                            uint64_t(variable.globalIndex), variable.name);
}

Value FunctionEmitter::read(const Variable &variable) {
  if (Value copy = copies.lookup(&variable))
    return copy;
  switch (variable.storage) {
  case Storage::Local:
    return make<SlotLoadOp>(anyType(), slotOf(variable));
  case Storage::Cell:
  case Storage::SharedGlobal:
    return make<CellLoadOp>(anyType(), cellOf(variable));
  case Storage::Global:
    return make<GlobalLoadOp>(anyType(), uint64_t(variable.globalIndex),
                              variable.name);
  case Storage::Known:
    // The function object of its definition, where that has run.
    if (Value slot = slots.lookup(&variable))
      return make<SlotLoadOp>(anyType(), slot);
    return closure(*variable.function);
  case Storage::Constant:
    return emit(variable.literal);
  }
  llvm_unreachable("unknown storage");
}

Value FunctionEmitter::take(const Variable &variable) {
  switch (variable.storage) {
  case Storage::Cell:
  case Storage::SharedGlobal:
    return make<CellTakeOp>(anyType(), cellOf(variable));
  case Storage::Global:
    return make<GlobalTakeOp>(anyType(), uint64_t(variable.globalIndex),
                              variable.name);
  default:
    return read(variable);
  }
}

void FunctionEmitter::store(const Variable &variable, Value value) {
  switch (variable.storage) {
  case Storage::Local:
    make<SlotStoreOp>(value, slotOf(variable));
    return;
  case Storage::Cell:
  case Storage::SharedGlobal:
    make<CellStoreOp>(value, cellOf(variable));
    return;
  case Storage::Global:
    make<GlobalStoreOp>(value, uint64_t(variable.globalIndex), variable.name);
    return;
  case Storage::Known:
    // The object that the name gives from here on.
    make<SlotStoreOp>(value, slotOf(variable));
    return;
  case Storage::Constant:
    return;
  }
}

void FunctionEmitter::bind(const Variable &variable, Value value) {
  if (variable.storage == Storage::Cell && !cells.contains(&variable))
    cells[&variable] = make<CellNewOp>(value);
  else
    store(variable, value);
}

void FunctionEmitter::bindSite(const void *site, Value value) {
  bind(*program.names().binding(site), value);
}

void FunctionEmitter::enterScope(const void *site) {
  ArrayRef<Variable *> entered = program.names().entered(site);
  for (const Variable *variable : entered)
    if (variable->storage == Storage::Cell)
      cells[variable] = make<CellNewOp>(
          make<SingletonOp>(anyType(), Singleton::Unbound).getResult());
    else if (variable->storage == Storage::SharedGlobal)
      make<GlobalNewCellOp>(uint64_t(variable->globalIndex), variable->name);
  for (const Variable *variable : entered)
    if (variable->isHoisted)
      store(*variable, closure(*variable->declarations.front().function));
}

Value FunctionEmitter::captured(const Variable &variable) {
  return variable.hasCell() ? cellOf(variable) : read(variable);
}

FunctionEmitter::Values
FunctionEmitter::capturesOf(const FunctionInfo &callee) {
  Values values;
  for (const Variable *variable : callee.captures)
    values.push_back(captured(*variable));
  return values;
}

Value FunctionEmitter::closure(const FunctionInfo &callee) {
  return make<ClosureOp>(anyType(), program.reach(&callee), capturesOf(callee));
}

void FunctionEmitter::raiseUndefined(StringRef name, StringRef hint) {
  raise("frt_raise_undefined",
        {boxedText(name), hint.empty() ? null() : boxedText(hint)});
}

void FunctionEmitter::checkBound(const NameUse &use) {
  if (use.mayBeUnbound)
    finish(make<CheckBoundOp>(anyType(), errorType(), read(*use.variable),
                              use.variable->name, use.hint));
}

Value FunctionEmitter::builtinValue(const BuiltinRecord &builtin) {
  if (builtin.isPrelude())
    if (const FunctionInfo *prelude = program.names().prelude(builtin.name))
      return closure(*prelude);
  return make<BuiltinValueOp>(anyType(), StringRef(builtin.name));
}

Value FunctionEmitter::emitName(const ast::NameExpr &expr) {
  return emitName(*program.names().use(&expr), expr.text);
}

Value FunctionEmitter::emitName(const NameUse &use, StringRef name) {
  switch (use.kind) {
  case NameUse::Kind::Undefined:
    raiseUndefined(name, use.hint);
    return null();
  case NameUse::Kind::Builtin:
    return builtinValue(*use.builtin);
  case NameUse::Kind::Module:
    return runtime("frt_module", {boxedText(name)});
  case NameUse::Kind::None:
    return make<SingletonOp>(anyType(), Singleton::None);
  case NameUse::Kind::Variable:
    break;
  }
  Value value = read(*use.variable);
  if (!use.mayBeUnbound)
    return value;
  if (!use.builtin)
    return finish(make<CheckBoundOp>(anyType(), errorType(), value,
                                     use.variable->name, use.hint));
  // The builtin, until the program's own declaration has run.
  Block *fallback = newBlock(), *merge = newBlock(1), *bound = newBlock();
  branch(make<IsMarkerOp>(Singleton::Unbound, value), fallback, bound);
  start(fallback);
  branch(merge, builtinValue(*use.builtin));
  start(bound);
  branch(merge, value);
  start(merge);
  return merge->getArgument(0);
}
