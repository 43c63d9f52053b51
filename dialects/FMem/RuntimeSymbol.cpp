//===- RuntimeSymbol.cpp - what fmem.call knows about a C symbol ----------===//

#include "dialects/FMem/RuntimeSymbol.h"
#include "dialects/FMem/FMem.h"

#include "llvm/ADT/StringMap.h"

using namespace forge;
using namespace forge::fmem;

bool forge::fmem::readsOperand(llvm::StringRef symbol) {
  return symbol == "frt_match_payload" || symbol == "frt_wrapper_value";
}

/// Entry points through which the program's own functions are called. Builtins
/// that take functions are prelude code, so no other symbol calls back.
static bool isIndirectCall(llvm::StringRef symbol) {
  return symbol == "frt_call" || symbol == "frt_call_method" ||
         symbol == "frt_call_spread" || symbol == "frt_call_method_spread";
}

RuntimeSymbol::RuntimeSymbol(const EntryRecord &entry)
    : params(entry.params), resultType(entry.result), mayRaise(entry.raises),
      isPure(entry.pure), maySuspend(entry.suspends),
      withoutContext(entry.noContext), isCold(entry.cold),
      callsBack(isIndirectCall(entry.symbol)) {
  for (const ParamRecord &param : params)
    isPure &= param.type != CType::Pointer;
}

RuntimeSymbol::RuntimeSymbol(const BuiltinRecord &builtin)
    : params(builtin.params), variadic(builtin.variadic),
      mayRaise(builtin.raises), isPure(builtin.pure && !builtin.variadic),
      maySuspend(builtin.suspends) {}

RuntimeSymbol::RuntimeSymbol(const MemberRecord &member)
    : params(member.params), receiver(true), mayRaise(member.raises),
      isPure(member.pure), maySuspend(member.suspends) {}

const RuntimeSymbol *RuntimeSymbol::find(llvm::StringRef symbol) {
  using Table = llvm::StringMap<RuntimeSymbol>;
  static const Table &table = *[] {
    auto *all = new Table();
    for (const EntryRecord &entry : allEntries())
      all->try_emplace(entry.symbol, entry);
    for (const BuiltinRecord &builtin : allBuiltins())
      if (!builtin.isPrelude())
        all->try_emplace(builtin.symbol, builtin);
    for (const MemberRecord &member : allMembers())
      all->try_emplace(member.symbol, member);
    return all;
  }();
  auto found = table.find(symbol);
  return found == table.end() ? nullptr : &found->second;
}

unsigned RuntimeSymbol::numParams() const {
  return variadic ? 2 : params.size() + receiver;
}

CType RuntimeSymbol::paramType(unsigned index) const {
  if (variadic)
    return index == 0 ? CType::Pointer : CType::Int;
  if (receiver && index == 0)
    return CType::Box;
  return params[index - receiver].type;
}

bool RuntimeSymbol::consumes(unsigned index) const {
  if (variadic || (receiver && index == 0))
    return false;
  return params[index - receiver].ownership == Ownership::Consume;
}

mlir::Type forge::fmem::typeOf(CType type, mlir::MLIRContext *context) {
  switch (type) {
  case CType::Box:
    return BoxType::get(context);
  case CType::Int:
    return mlir::IntegerType::get(context, 64);
  case CType::Float:
    return mlir::Float64Type::get(context);
  case CType::Bool:
    return mlir::IntegerType::get(context, 1);
  case CType::Pointer:
    return RefType::get(context);
  case CType::Void:
    return {};
  }
  llvm_unreachable("unknown C type");
}
