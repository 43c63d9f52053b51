//===- FunctionPatterns.cpp - calls, closures, builtins to fmem -----------===//
//
// A function value is a uniform entry with captures. The entry takes its
// arguments from an array, so that any number can be passed, and calls the
// function itself; it is built here, for every function whose address is taken.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"

#include "forge/Builtins/Catalogue.h"
#include "forge/rt/Abi.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;
using namespace forge::lowering;

std::string forge::lowering::entryName(StringRef function) {
  return (function + ".entry").str();
}

//===----------------------------------------------------------------------===//
// Uniform entries
//===----------------------------------------------------------------------===//

/// Entry of one function. Captures are borrowed from the closure, arguments
/// moved out of the array; a call that raised returns nothing of meaning.
static void createEntry(func::FuncOp function) {
  MLIRContext *context = function.getContext();
  OpBuilder builder(context);
  builder.setInsertionPointAfter(function);
  Location loc = function.getLoc();
  Type box = fmem::BoxType::get(context), ref = fmem::RefType::get(context);
  Type any = AnyType::get(context);
  auto entry = func::FuncOp::create(
      builder, loc, entryName(function.getSymName()),
      builder.getFunctionType({ref, ref, builder.getI64Type()}, {box}));
  entry.setPrivate();
  entry->setAttr(fmem::attrs::entry, builder.getUnitAttr());
  Block *body = entry.addEntryBlock();
  builder.setInsertionPointToStart(body);
  Value closure = body->getArgument(0), arguments = body->getArgument(1),
        count = body->getArgument(2);

  auto defaults = function->getAttrOfType<DenseI64ArrayAttr>(attrs::defaults);
  int64_t captures = captureCount(function);
  // The signature is still in forge types; casts bridge to it.
  auto asForge = [&](Value value, Type type) -> Value {
    return UnrealizedConversionCastOp::create(builder, loc, type, value)
        .getResult(0);
  };
  SmallVector<Value> operands;
  for (auto [index, parameter] : llvm::enumerate(function.getArguments())) {
    int64_t position = int64_t(index) - captures;
    Value value;
    if (position < 0) {
      value = fmem::EntryCaptureOp::create(builder, loc, box, closure, index);
    } else {
      bool hasDefault =
          defaults && llvm::is_contained(defaults.asArrayRef(), position);
      value = fmem::EntryArgumentOp::create(
          builder, loc, box, arguments, count, position,
          hasDefault ? fmem::Singleton::Missing : fmem::Singleton::Null);
    }
    // Captured values have known types, and what is passed to methods.
    if (isa<ForgeDialect>(parameter.getType().getDialect()))
      operands.push_back(asForge(value, parameter.getType()));
    else
      operands.push_back(
          fmem::UnboxOp::create(builder, loc, parameter.getType(), value));
  }
  fmem::EntryDropSurplusOp::create(builder, loc, arguments, count,
                                   int64_t(function.getNumArguments()) -
                                       captures);
  auto call = CallOp::create(builder, loc, function.getSymName(),
                             function.getResultTypes().front(), operands);
  Value result = call.getResult();
  if (isa<AnyType>(result.getType())) {
    func::ReturnOp::create(
        builder, loc,
        UnrealizedConversionCastOp::create(builder, loc, box, result)
            .getResult(0));
    return;
  }
  // Boxing the meaningless result of a call that raised could allocate.
  Block *raised = entry.addBlock(), *returned = entry.addBlock();
  BrErrorOp::create(builder, loc, call.getError(), ValueRange{}, ValueRange{},
                    raised, returned);
  builder.setInsertionPointToStart(raised);
  func::ReturnOp::create(builder, loc,
                         fmem::UndefOp::create(builder, loc, box).getResult());
  builder.setInsertionPointToStart(returned);
  Value boxed = BoxOp::create(builder, loc, any, result);
  func::ReturnOp::create(
      builder, loc,
      UnrealizedConversionCastOp::create(builder, loc, box, boxed)
          .getResult(0));
}

void forge::lowering::createEntries(ModuleOp module) {
  SymbolTable symbols(module);
  llvm::SetVector<StringAttr> taken;
  module.walk([&](ClosureOp closure) {
    taken.insert(closure.getCalleeAttr().getAttr());
  });
  for (StringAttr name : taken)
    createEntry(symbols.lookup<func::FuncOp>(name));
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

namespace {

struct LowerCall : ForgePattern<CallOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(CallOp op, Adaptor operands,
                      Lowering &at) const override {
    auto call =
        func::CallOp::create(at.rewriter, at.loc, op.getCallee(),
                             converted(op.getResult()), operands.getArgs());
    Value error = op.getError().use_empty() ? at.i1(false) : at.errorPending();
    at.rewriter.replaceOp(op, {call.getResult(0), error});
    return success();
  }
};

struct LowerCallValue : ForgePattern<CallValueOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(CallValueOp op, Adaptor operands,
                      Lowering &at) const override {
    Value arguments = at.packConsumed(operands.getArgs());
    Value result = at.call("frt_call", {operands.getCallee(), arguments,
                                        at.i64(operands.getArgs().size())});
    at.rewriter.replaceOp(op, {result, at.errorPending()});
    return success();
  }
};

struct LowerCallMethod : ForgePattern<CallMethodOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(CallMethodOp op, Adaptor operands,
                      Lowering &at) const override {
    SmallVector<Value> all{operands.getReceiver()};
    llvm::append_range(all, operands.getArgs());
    Value arguments = at.packConsumed(all);
    Value result = at.call("frt_call_method",
                           {arguments, at.i64(all.size()),
                            at.string(op.getMethod()), operands.getFallback()});
    at.rewriter.replaceOp(op, {result, at.errorPending()});
    return success();
  }
};

struct LowerClosure : ForgePattern<ClosureOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(ClosureOp op, Adaptor operands,
                      Lowering &at) const override {
    auto function = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
        op, op.getCalleeAttr());
    Type ref = fmem::RefType::get(op.getContext());
    Value entry = fmem::FunctionAddressOp::create(at.rewriter, at.loc, ref,
                                                  entryName(op.getCallee()));
    auto text = [&](StringRef attribute) {
      auto value = function->getAttrOfType<StringAttr>(attribute);
      return value ? value.getValue() : StringRef();
    };
    int64_t flags = 0;
    if (function->hasAttr(attrs::lambda))
      flags |= rt::functionIsLambda;
    if (function->hasAttr(attrs::methodOf))
      flags |= rt::functionIsMethod;
    if (function->hasAttr(attrs::isStatic))
      flags |= rt::functionIsStatic;
    if (function->hasAttr(attrs::builtin))
      flags |= rt::functionIsBuiltin;
    int64_t captures = operands.getCaptures().size();
    Value info = fmem::FunctionInfoOp::create(
        at.rewriter, at.loc, ref, text(attrs::displayName),
        text(attrs::methodOf), function.getNumArguments() - captures, flags);
    Value packed = at.packConsumed(operands.getCaptures());
    at.rewriter.replaceOp(op, at.call("frt_closure_new",
                                      {entry, info, packed, at.i64(captures)}));
    return success();
  }
};

struct LowerBuiltin : ForgePattern<BuiltinOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(BuiltinOp op, Adaptor operands,
                      Lowering &at) const override {
    const BuiltinRecord *record = findBuiltin(op.getName());
    SmallVector<Value> arguments;
    if (record->variadic)
      arguments = {at.packBorrowed(operands.getArgs()),
                   at.i64(operands.getArgs().size())};
    else
      arguments = at.boxed(operands.getArgs());
    Value result = fmem::CallOp::create(at.rewriter, at.loc, at.boxType(),
                                        record->symbol, arguments)
                       .getResult();
    Value error = record->raises ? at.errorPending() : at.i1(false);
    at.rewriter.replaceOp(op,
                          {at.as(result, converted(op.getResult())), error});
    return success();
  }
};

/// Printing one value of a type that has an entry of its own.
struct LowerPrint : ForgePattern<BuiltinOp> {
  LowerPrint(TypeConverter &converter, MLIRContext *context)
      : ForgePattern<BuiltinOp>(converter, context, /*benefit=*/2) {}

  LogicalResult lower(BuiltinOp op, Adaptor operands,
                      Lowering &at) const override {
    bool line = op.getName() == "say" || op.getName() == "println";
    if ((!line && op.getName() != "print") || op.getArgs().size() != 1)
      return failure();
    Type type = op.getArgs().front().getType();
    StringRef entry = isa<StrType>(type)   ? "frt_print_text"
                      : type.isInteger(64) ? "frt_print_int"
                                           : "";
    if (entry.empty())
      return failure();
    at.call(entry, {operands.getArgs().front(), at.i1(line)});
    at.rewriter.replaceOp(
        op, {at.as(at.null(), converted(op.getResult())), at.i1(false)});
    return success();
  }
};

struct LowerBuiltinValue : ForgePattern<BuiltinValueOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(BuiltinValueOp op, Adaptor, Lowering &at) const override {
    at.rewriter.replaceOpWithNewOp<fmem::BuiltinOp>(op, at.boxType(),
                                                    op.getName());
    return success();
  }
};

struct LowerRuntime : ForgePattern<RuntimeOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(RuntimeOp op, Adaptor operands,
                      Lowering &at) const override {
    const EntryRecord *entry = findEntry(op.getSymbol());
    Value result = at.call(op.getSymbol(), operands.getArgs());
    SmallVector<Value> results;
    if (result)
      results.push_back(at.as(result, converted(op.getResult(0))));
    if (entry->raises)
      results.push_back(at.errorPending());
    at.rewriter.replaceOp(op, results);
    return success();
  }
};

} // namespace

void forge::lowering::populateFunctionPatterns(TypeConverter &converter,
                                               RewritePatternSet &patterns) {
  patterns.add<LowerCall, LowerCallValue, LowerCallMethod, LowerClosure,
               LowerBuiltin, LowerPrint, LowerBuiltinValue, LowerRuntime>(
      converter, patterns.getContext());
}
