//===- Lowering.h - shared pieces of the conversion to fmem ----*- C++ -*-===//

#ifndef FORGE_LIB_CONVERSION_FORGETOFMEM_LOWERING_H
#define FORGE_LIB_CONVERSION_FORGETOFMEM_LOWERING_H

#include "dialects/FMem/FMem.h"
#include "dialects/Forge/Forge.h"
#include "dialects/Forge/Records.h"

#include "mlir/Transforms/DialectConversion.h"

namespace forge::lowering {

/// `any` and the refined heap types become boxes, error states flags.
class RepresentationConverter : public mlir::TypeConverter {
public:
  explicit RepresentationConverter(mlir::MLIRContext *context);
};

/// Creates fmem operations at one place for one source operation.
class Lowering {
public:
  Lowering(mlir::ConversionPatternRewriter &rewriter, mlir::Location loc)
      : rewriter(rewriter), loc(loc) {}

  mlir::Type boxType() const;
  mlir::Value i64(int64_t value) const;
  mlir::Value i1(bool value) const;
  mlir::Value null() const;
  mlir::Value string(llvm::StringRef text) const;
  /// The value as a box, boxing scalars.
  mlir::Value boxed(mlir::Value value) const;
  llvm::SmallVector<mlir::Value> boxed(mlir::ValueRange values) const;
  /// Boxes on the stack, consumed or borrowed.
  mlir::Value packConsumed(mlir::ValueRange values) const;
  mlir::Value packBorrowed(mlir::ValueRange values) const;
  /// A call of a runtime entry; the result is null for void entries. Operands
  /// are boxed where the entry takes boxes.
  mlir::Value call(llvm::StringRef symbol, mlir::ValueRange operands) const;
  /// Whether the call just created raised.
  mlir::Value errorPending() const;
  /// The box used at a type: unboxes scalars.
  mlir::Value as(mlir::Value box, mlir::Type type) const;

  mlir::ConversionPatternRewriter &rewriter;
  mlir::Location loc;
};

/// Base of the patterns: adds a Lowering to the usual arguments.
template <typename Op>
class ForgePattern : public mlir::OpConversionPattern<Op> {
public:
  using Adaptor = typename mlir::OpConversionPattern<Op>::OpAdaptor;
  using mlir::OpConversionPattern<Op>::OpConversionPattern;

  virtual llvm::LogicalResult lower(Op op, Adaptor operands,
                                    Lowering &at) const = 0;

  llvm::LogicalResult
  matchAndRewrite(Op op, Adaptor operands,
                  mlir::ConversionPatternRewriter &rewriter) const final {
    Lowering at(rewriter, op.getLoc());
    return lower(op, operands, at);
  }

  /// Type of a result after conversion.
  mlir::Type converted(mlir::Value value) const {
    return this->getTypeConverter()->convertType(value.getType());
  }
};

/// Gives every error edge a block of its own that raises errors which inline
/// code only detects, and records the location; runs before the conversion.
void splitErrorEdges(mlir::ModuleOp module);

/// Name of the uniform entry of a function.
std::string entryName(llvm::StringRef function);
/// Creates the uniform entries of all functions whose address is taken; runs
/// before the conversion, creates fmem and func operations.
void createEntries(mlir::ModuleOp module);

void populateArrayPatterns(mlir::TypeConverter &converter,
                           mlir::RewritePatternSet &patterns);
void populateValuePatterns(mlir::TypeConverter &converter,
                           mlir::RewritePatternSet &patterns);
void populateArithPatterns(mlir::TypeConverter &converter,
                           mlir::RewritePatternSet &patterns);
void populateCollectionPatterns(mlir::TypeConverter &converter,
                                mlir::RewritePatternSet &patterns);
void populateFunctionPatterns(mlir::TypeConverter &converter,
                              mlir::RewritePatternSet &patterns);
void populateControlPatterns(mlir::TypeConverter &converter,
                             mlir::RewritePatternSet &patterns);
void populateRecordPatterns(mlir::TypeConverter &converter,
                            mlir::RewritePatternSet &patterns,
                            const ir::RecordTable &records);
void populateTypePatterns(mlir::TypeConverter &converter,
                          mlir::RewritePatternSet &patterns);

void populateTypeofPatterns(mlir::TypeConverter &converter,
                            mlir::RewritePatternSet &patterns);

} // namespace forge::lowering

#endif // FORGE_LIB_CONVERSION_FORGETOFMEM_LOWERING_H
