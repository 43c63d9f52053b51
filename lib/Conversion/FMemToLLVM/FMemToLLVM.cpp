//===- FMemToLLVM.cpp - convert fmem, func, arith and cf to LLVM ----------===//
//
// A dialect conversion with one pattern per operation, grouped by theme. What
// needs a view of a whole function, the placement of stack memory and the
// recognition of cold code, is settled before.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"
#include "forge/Builtins/Catalogue.h"
#include "forge/Conversion/FMemToLLVM/Passes.h"

#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/FuncToLLVM/ConvertFuncToLLVM.h"
#include "mlir/Conversion/LLVMCommon/ConversionTarget.h"
#include "mlir/Conversion/LLVMCommon/LoweringOptions.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace forge {
#define GEN_PASS_DEF_CONVERTFMEMTOLLVM
#include "forge/Conversion/FMemToLLVM/Passes.h.inc"
} // namespace forge

using namespace forge;
using namespace forge::fmem;

/// The symbol that the runtime starts.
static constexpr llvm::StringLiteral programSymbol = "forge_program";

namespace {
struct ConvertFMemToLLVM
    : public forge::impl::ConvertFMemToLLVMBase<ConvertFMemToLLVM> {
  using ConvertFMemToLLVMBase::ConvertFMemToLLVMBase;
  void runOnOperation() override;

private:
  LogicalResult checkInput(func::FuncOp function);
  LogicalResult convert(Lowering &lowering);
  void hideFunctions(const Lowering &lowering);
};
} // namespace

static void addTypes(LLVMTypeConverter &types) {
  types.addConversion([](BoxType type) -> Type {
    return IntegerType::get(type.getContext(), 64);
  });
  auto pointer = [](Type type) -> Type {
    return LLVM::LLVMPointerType::get(type.getContext());
  };
  types.addConversion([=](RefType type) { return pointer(type); });
  types.addConversion([=](ContextType type) { return pointer(type); });
}

/// What patterns rely on without looking.
LogicalResult ConvertFMemToLLVM::checkInput(func::FuncOp function) {
  FunctionType type = function.getFunctionType();
  if (function.isExternal() || type.getNumInputs() == 0 ||
      !isa<ContextType>(type.getInput(0)))
    return function.emitOpError("has no context as first parameter");
  if (function.getSymName() == programSymbol &&
      (type.getNumInputs() != 1 || type.getNumResults() != 0))
    return function.emitOpError("must take the context and return nothing");
  WalkResult result = function.walk([](BuiltinOp op) {
    const BuiltinRecord *builtin = findBuiltin(op.getName());
    if (builtin && !builtin->isPrelude())
      return WalkResult::advance();
    op.emitOpError("the runtime has no builtin '") << op.getName() << "'";
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

LogicalResult ConvertFMemToLLVM::convert(Lowering &lowering) {
  MLIRContext *context = &getContext();
  LowerToLLVMOptions options(context);
  LLVMTypeConverter types(context, options);
  addTypes(types);

  SymbolTableCollection symbols;
  RewritePatternSet patterns(context);
  populateFuncToLLVMConversionPatterns(types, patterns, &symbols);
  arith::populateArithToLLVMConversionPatterns(types, patterns);
  cf::populateControlFlowToLLVMConversionPatterns(types, patterns);
  populateArrayPatterns(types, patterns, lowering);
  populateBoxPatterns(types, patterns, lowering);
  populateCallPatterns(types, patterns, lowering);
  populateCellPatterns(types, patterns, lowering);
  populateFramePatterns(types, patterns, lowering);
  populateLayoutPatterns(types, patterns, lowering);
  populateRecordPatterns(types, patterns, lowering);

  LLVMConversionTarget legal(*context);
  legal.addLegalOp<ModuleOp>();
  return applyFullConversion(getOperation(), legal, std::move(patterns));
}

/// Gives a function's location the name that error reports show, from which
/// debug information gets it; the functions made here have no such name.
static void nameLocation(func::FuncOp function) {
  auto name = function->getAttrOfType<StringAttr>(attrs::displayName);
  StringRef symbol = function.getSymName();
  bool isEntry = symbol.consume_back(".entry");
  auto module = function->getParentOfType<ModuleOp>();
  if (isEntry && !name)
    if (auto entered = module.lookupSymbol<func::FuncOp>(symbol))
      name = entered->getAttrOfType<StringAttr>(attrs::displayName);
  // A long program has parts, which are all the same function to the user.
  bool isPart = function->hasAttr("forge.part");
  bool isProgram = isPart || symbol == programSymbol;
  if (!name)
    name = StringAttr::get(function.getContext(),
                           isProgram ? "<main>" : "<lambda>");
  Location loc = isPart ? module.getLoc() : function.getLoc();
  function->setLoc(NameLoc::get(name, loc));
}

/// Removes what only the passes before this one understand.
static void dropMarks(LLVM::LLVMFuncOp function) {
  for (NamedAttribute attribute :
       SmallVector<NamedAttribute>(function->getDiscardableAttrs())) {
    StringRef dialect = attribute.getName().strref().split('.').first;
    if (dialect == "fmem" || dialect == "forge")
      function->removeDiscardableAttr(attribute.getName());
  }
  for (unsigned i = 0, e = function.getNumArguments(); i != e; ++i)
    function.removeArgAttr(i, fmem::attrs::borrow);
}

/// Only the program's start is visible, so that LLVM sees all callers.
void ConvertFMemToLLVM::hideFunctions(const Lowering &lowering) {
  for (auto function : getOperation().getOps<LLVM::LLVMFuncOp>()) {
    if (function.isExternal())
      continue;
    bool isProgram = function.getSymName() == programSymbol;
    function.setLinkage(isProgram ? LLVM::Linkage::External
                                  : LLVM::Linkage::Internal);
    function.setNoUnwind(true);
    if (lowering.large.contains(function.getSymNameAttr()) ||
        function->hasAttr(fmem::attrs::part))
      function.setNoInline(true);
    dropMarks(function);
  }
}

void ConvertFMemToLLVM::runOnOperation() {
  ModuleOp module = getOperation();
  Builder builder(&getContext());
  if (target != "native" && target != "wasm32") {
    module.emitError("unknown target '") << target << "'";
    return signalPassFailure();
  }
  TargetLayout layout(target == "wasm32");
  Lowering lowering(module, layout, countRC);

  for (auto function : module.getOps<func::FuncOp>()) {
    if (failed(checkInput(function)))
      return signalPassFailure();
    findColdCode(function, lowering);
    findLargeFrames(function, layout, lowering);
    allocateBuffers(function, lowering);
  }
  for (auto function : module.getOps<func::FuncOp>())
    nameLocation(function);
  if (auto globals = module->getAttrOfType<IntegerAttr>("forge.globals")) {
    auto file = module->getAttrOfType<StringAttr>("forge.file");
    StringAttr atEnd;
    if (countRC)
      atEnd = lowering.functions.runtime("frt_show_counters").getSymNameAttr();
    lowering.data.programInfo(globals.getInt(), file ? file.getValue() : "",
                              atEnd);
  }

  module->setAttr(LLVM::LLVMDialect::getDataLayoutAttrName(),
                  builder.getStringAttr(layout.dataLayout()));
  module->setAttr(LLVM::LLVMDialect::getTargetTripleAttrName(),
                  builder.getStringAttr(layout.getTriple().str()));
  if (failed(convert(lowering)))
    return signalPassFailure();
  hideFunctions(lowering);
}
