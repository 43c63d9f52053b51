//===- Lowering.h - state and base class of the patterns -------*- C++ -*-===//

#ifndef FORGE_LIB_CONVERSION_FMEMTOLLVM_LOWERING_H
#define FORGE_LIB_CONVERSION_FMEMTOLLVM_LOWERING_H

#include "ArrayFunctions.h"
#include "BoxFunctions.h"
#include "Functions.h"
#include "RecordFunctions.h"
#include "StaticData.h"
#include "dialects/FMem/FMem.h"
#include "forge/rt/Abi.h"
#include "mlir/Conversion/LLVMCommon/Pattern.h"
#include "llvm/ADT/DenseSet.h"

namespace forge::fmem {

/// What the patterns of one module share.
struct Lowering {
  Lowering(mlir::ModuleOp module, const TargetLayout &target,
           bool countsRetains)
      : data(module, target), functions(module, countsRetains),
        arrays(module, functions), records(functions, arrays),
        boxes(functions, data) {}

  StaticData data;
  Functions functions;
  ArrayFunctions arrays;
  RecordFunctions records;
  BoxFunctions boxes;
  /// Stack memory of the operations that need some: `pack`, `steps`,
  /// `stack_slot` and `cleanup.slots`.
  llvm::DenseMap<mlir::Operation *, mlir::Value> buffers;
  /// Operations that only run when an error is pending.
  llvm::DenseSet<mlir::Operation *> cold;
  /// Names of the functions whose frames may be large.
  llvm::DenseSet<mlir::StringAttr> large;
};

/// Gives rarely taken branches their weights and records which counting and
/// which calls are only reached through them.
void findColdCode(mlir::func::FuncOp function, Lowering &lowering);

/// Records whether the function's frame may be large.
void findLargeFrames(mlir::func::FuncOp function, const TargetLayout &target,
                     Lowering &lowering);

/// The words of an array that is made of constants and only read, so that a
/// static array can stand for it.
std::optional<llvm::SmallVector<int64_t>> staticWords(PackOp pack);

/// Allocates stack memory at the start of the function. Memory that is used
/// within one block is shared by operations that do not overlap, which keeps
/// the frames of recursive functions small.
void allocateBuffers(mlir::func::FuncOp function, Lowering &lowering);

template <typename Op>
class FMemPattern : public mlir::ConvertOpToLLVMPattern<Op> {
public:
  FMemPattern(const mlir::LLVMTypeConverter &types, Lowering &lowering,
              mlir::PatternBenefit benefit = 1)
      : mlir::ConvertOpToLLVMPattern<Op>(types, benefit), lowering(lowering) {}

protected:
  using Adaptor = typename Op::Adaptor;

  /// The task context: the first parameter of the function.
  static mlir::Value contextOf(mlir::Operation *op) {
    return op->getParentOfType<mlir::LLVM::LLVMFuncOp>().getArgument(0);
  }
  static mlir::Type pointerType(mlir::OpBuilder &builder) {
    return mlir::LLVM::LLVMPointerType::get(builder.getContext());
  }
  static mlir::Value bits(mlir::OpBuilder &builder, mlir::Location loc,
                          uint64_t value) {
    return mlir::LLVM::ConstantOp::create(
        builder, loc, builder.getI64IntegerAttr(int64_t(value)));
  }
  static mlir::Value addressOf(mlir::OpBuilder &builder, mlir::Location loc,
                               mlir::StringAttr symbol) {
    return mlir::LLVM::AddressOfOp::create(builder, loc, pointerType(builder),
                                           symbol.getValue());
  }
  /// Address of a member of a record, as an offset in bytes.
  static mlir::Value memberOf(mlir::OpBuilder &builder, mlir::Location loc,
                              mlir::Value record, int64_t offset) {
    if (offset == 0)
      return record;
    return mlir::LLVM::GEPOp::create(
        builder, loc, pointerType(builder), builder.getI8Type(), record,
        llvm::ArrayRef<mlir::LLVM::GEPArg>{int32_t(offset)});
  }
  static mlir::Value objectIn(mlir::OpBuilder &builder, mlir::Location loc,
                              mlir::Value box) {
    mlir::Value address = mlir::LLVM::AndOp::create(
        builder, loc, box, bits(builder, loc, rt::payloadMask));
    return mlir::LLVM::IntToPtrOp::create(builder, loc, pointerType(builder),
                                          address);
  }
  static mlir::Value boxOf(mlir::OpBuilder &builder, mlir::Location loc,
                           mlir::Value object) {
    mlir::Value address = mlir::LLVM::PtrToIntOp::create(
        builder, loc, builder.getI64Type(), object);
    return mlir::LLVM::AddOp::create(
        builder, loc, address, bits(builder, loc, rt::tagPtr << rt::tagShift));
  }

  Lowering &lowering;
};

/// Bits of a box without content.
inline uint64_t singletonBits(Singleton singleton) {
  switch (singleton) {
  case Singleton::Null:
    return rt::nullBits;
  case Singleton::None:
    return rt::noneBits;
  case Singleton::Missing:
    return rt::missingBits;
  case Singleton::Unbound:
    return rt::unboundBits;
  }
  llvm_unreachable("unknown singleton");
}

void populateArrayPatterns(const mlir::LLVMTypeConverter &types,
                           mlir::RewritePatternSet &patterns,
                           Lowering &lowering);
void populateBoxPatterns(const mlir::LLVMTypeConverter &types,
                         mlir::RewritePatternSet &patterns, Lowering &lowering);
void populateCallPatterns(const mlir::LLVMTypeConverter &types,
                          mlir::RewritePatternSet &patterns,
                          Lowering &lowering);
void populateCellPatterns(const mlir::LLVMTypeConverter &types,
                          mlir::RewritePatternSet &patterns,
                          Lowering &lowering);
void populateFramePatterns(const mlir::LLVMTypeConverter &types,
                           mlir::RewritePatternSet &patterns,
                           Lowering &lowering);
void populateLayoutPatterns(const mlir::LLVMTypeConverter &types,
                            mlir::RewritePatternSet &patterns,
                            Lowering &lowering);

void populateRecordPatterns(const mlir::LLVMTypeConverter &types,
                            mlir::RewritePatternSet &patterns,
                            Lowering &lowering);

} // namespace forge::fmem

#endif // FORGE_LIB_CONVERSION_FMEMTOLLVM_LOWERING_H
