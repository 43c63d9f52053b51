//===- BoxFunctions.h - fast paths of runtime entries on boxes -*- C++ -*-===//
//
// Where the kind of a value is only known at run time, the operation is a call
// of a runtime entry. For the entries that matter there is a shared function
// that handles the common kinds without a call; it is inlined when optimizing.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_CONVERSION_FMEMTOLLVM_BOXFUNCTIONS_H
#define FORGE_LIB_CONVERSION_FMEMTOLLVM_BOXFUNCTIONS_H

#include "Functions.h"
#include "dialects/FMem/FMem.h"
#include "forge/rt/Abi.h"

namespace forge::fmem {

class FastPath;
class StaticData;

class BoxFunctions {
public:
  BoxFunctions(Functions &functions, StaticData &data)
      : functions(functions), data(data) {}

  /// What to call instead of the entry, with the context in front of the
  /// operands; a parameter of type `f64` takes the Float in the box that the
  /// entry takes. Null if the entry has no fast path for such operands.
  mlir::LLVM::LLVMFuncOp find(CallOp op);

private:
  /// With `isNumeric` there is a function for each combination of what is known
  /// about the first two operands.
  mlir::LLVM::LLVMFuncOp function(llvm::StringRef suffix, CallOp op,
                                  llvm::function_ref<void(FastPath &)> build,
                                  bool isNumeric = false,
                                  bool isInlined = true);
  mlir::LLVM::LLVMFuncOp arithmetic(CallOp op);
  mlir::LLVM::LLVMFuncOp matching(CallOp op);
  mlir::LLVM::LLVMFuncOp making(CallOp op);
  mlir::LLVM::LLVMFuncOp updating(CallOp op);
  mlir::LLVM::LLVMFuncOp appending(CallOp op);

  Functions &functions;
  StaticData &data;
  llvm::StringMap<mlir::LLVM::LLVMFuncOp> defined;
};

/// The number in a box made from a Float, if the box is known to be one.
mlir::Value knownFloat(mlir::Value box);

// Operators, by NumberFunctions.cpp.
enum class Arithmetic { Add, Sub, Mul, Div, Rem };
void buildArithmetic(FastPath &path, Arithmetic kind);
void buildNegation(FastPath &path);
/// `predicate` as that of `frt_compare`.
void buildComparison(FastPath &path, int64_t predicate);
void buildEquality(FastPath &path);
void buildTruth(FastPath &path);

// Reading, by ObjectFunctions.cpp.
void buildFieldGet(FastPath &path);
void buildFindsMethod(FastPath &path);
void buildIndexGet(FastPath &path);
void buildIterNext(FastPath &path);
void buildPush(FastPath &path);
void buildPop(FastPath &path);
void buildLength(FastPath &path);
void buildVacate(FastPath &path);
/// For each `Kind` the number that `frt_kind_code` gives it.
std::string kindCodes();
/// `table` is a global with `kindCodes`.
void buildKindCode(FastPath &path, mlir::StringAttr table);
/// Borrowed values come without a reference.
void buildWrapperValue(FastPath &path, bool isBorrowed);
/// The name is that of a kind, or of `None`, or of neither.
void buildMatchVariant(FastPath &path, std::optional<rt::Kind> wrapper,
                       bool isNone);
void buildMatchPayload(FastPath &path, bool isBorrowed);
void buildMatchArity(FastPath &path);
void buildMatchCheck(FastPath &path);

// Strings, by StringFunctions.cpp.
/// The appended text is a literal of `size` bytes and `chars` code points.
void buildAppendLiteral(FastPath &path, uint64_t size, uint64_t chars);

// Calls and new objects, by CallFunctions.cpp.
void buildCall(FastPath &path);
void buildCallMethod(FastPath &path);
void buildWrapper(FastPath &path, rt::Kind kind);
/// What a function value with these flags is an object of.
inline rt::Kind kindOfClosure(int64_t flags) {
  return flags & rt::functionIsBuiltin ? rt::Kind::Builtin : rt::Kind::Function;
}
void buildClosure(FastPath &path, rt::Kind kind, uint64_t captures);
/// Whether objects with so many keys are made without the runtime.
bool canMakeInline(uint64_t keys);
/// `record` is the number for the header.
void buildObject(FastPath &path, uint64_t size, unsigned record);
void buildStruct(FastPath &path, uint64_t size, unsigned record);

} // namespace forge::fmem

#endif // FORGE_LIB_CONVERSION_FMEMTOLLVM_BOXFUNCTIONS_H
