//===- RuntimeSymbol.h - what fmem.call knows about a C symbol -*- C++ -*-===//
//
// Entry points, builtins and native members are different records of the
// catalogue, but one thing for generated code: a C function with parameter
// types, ownership and effects.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_DIALECTS_FMEM_RUNTIMESYMBOL_H
#define FORGE_DIALECTS_FMEM_RUNTIMESYMBOL_H

#include "forge/Builtins/Catalogue.h"
#include "mlir/IR/Types.h"
#include "llvm/ADT/StringRef.h"

namespace mlir {
class MLIRContext;
} // namespace mlir

namespace forge::fmem {

/// A C function of the runtime, without its leading context parameter.
class RuntimeSymbol {
public:
  /// The function of that C symbol, if the catalogue has it.
  static const RuntimeSymbol *find(llvm::StringRef symbol);

  unsigned numParams() const;
  CType paramType(unsigned index) const;
  bool consumes(unsigned index) const;
  CType result() const { return resultType; }

  bool raises() const { return mayRaise; }
  /// No effect but raising, and no access to memory of the caller.
  bool pure() const { return isPure; }
  /// Whether the task may have to wait: then the call returns with the error
  /// that stands for it (`suspendedError`).
  bool suspends() const { return maySuspend; }
  bool takesContext() const { return !withoutContext; }
  bool cold() const { return isCold; }
  /// Whether functions of the program may run before the call returns.
  bool mayCallBack() const { return callsBack; }

  RuntimeSymbol(const EntryRecord &entry);
  RuntimeSymbol(const BuiltinRecord &builtin);
  RuntimeSymbol(const MemberRecord &member);

private:
  llvm::ArrayRef<ParamRecord> params;
  CType resultType = CType::Box;
  bool receiver = false; ///< a borrowed box comes before `params`
  bool variadic = false; ///< an array of boxes and its length
  bool mayRaise = false;
  bool isPure = false;
  bool maySuspend = false;
  bool withoutContext = false;
  bool isCold = false;
  bool callsBack = false;
};

/// Whether the function returns another reference to something that its first
/// operand, a box, refers to: then `fmem.borrow` on the call leaves it out.
bool readsOperand(llvm::StringRef symbol);

/// The fmem type of a C type; null for void.
mlir::Type typeOf(CType type, mlir::MLIRContext *context);

} // namespace forge::fmem

#endif // FORGE_DIALECTS_FMEM_RUNTIMESYMBOL_H
