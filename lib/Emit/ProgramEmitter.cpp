//===- ProgramEmitter.cpp - the module and its functions ------------------===//

#include "ProgramEmitter.h"
#include "FunctionEmitter.h"
#include "llvm/Support/Path.h"

using namespace forge;
using namespace mlir;

ProgramEmitter::ProgramEmitter(MLIRContext &context,
                               const CheckedProgram &program, EmitMode mode)
    : ctx(context), program(program),
      serverPlan(planServer(program.mainModule().statements)), mode(mode) {
  ctx.loadDialect<ir::ForgeDialect, arith::ArithDialect, cf::ControlFlowDialect,
                  func::FuncDialect>();
}

Location ProgramEmitter::location(Span span) {
  const SourceFile &file = program.sources().file(span.file);
  LineColumn begin = file.position(span.begin);
  LineColumn end = file.position(span.end);
  return FileLineColRange::get(StringAttr::get(&ctx, file.path()), begin.line,
                               begin.column, end.line, end.column);
}

/// The readable part of a symbol. The prefix keeps programs from meeting the
/// symbols of the runtime and of C.
static std::string symbolBase(const FunctionInfo &function) {
  switch (function.kind) {
  case FunctionInfo::Kind::Program:
    return "forge_program";
  case FunctionInfo::Kind::Module:
    return ("f.module." + llvm::sys::path::stem(function.name)).str();
  case FunctionInfo::Kind::Lambda:
    return "f.lambda";
  case FunctionInfo::Kind::Task:
    return "f.task";
  case FunctionInfo::Kind::Method:
    return ("f." + function.typeName + "." + function.name).str();
  case FunctionInfo::Kind::Named:
    if (function.module->form == ModuleInfo::Form::Prelude)
      return ("f.prelude." + function.name).str();
    return ("f." + function.name).str();
  }
  llvm_unreachable("unknown function kind");
}

FlatSymbolRefAttr ProgramEmitter::reach(const FunctionInfo *function) {
  FlatSymbolRefAttr &symbol = symbols[function];
  if (!symbol) {
    std::string name = symbolBase(*function);
    if (unsigned count = symbolCounts[name]++)
      name += "." + std::to_string(count);
    symbol = FlatSymbolRefAttr::get(&ctx, name);
    pending.push_back(function);
  }
  return symbol;
}

void ProgramEmitter::setAttributes(func::FuncOp op,
                                   const FunctionInfo *function) {
  Builder builder(&ctx);
  if (size_t captures = function->capturedCount())
    op->setAttr(ir::attrs::captures,
                builder.getI64IntegerAttr(int64_t(captures)));
  if (!function->name.empty())
    op->setAttr(ir::attrs::displayName, builder.getStringAttr(function->name));
  if (function->kind == FunctionInfo::Kind::Task)
    op->setAttr(ir::attrs::displayName, builder.getStringAttr("<task>"));
  if (function->kind == FunctionInfo::Kind::Lambda)
    op->setAttr(ir::attrs::lambda, builder.getUnitAttr());
  if (function->kind == FunctionInfo::Kind::Method) {
    op->setAttr(ir::attrs::methodOf, builder.getStringAttr(function->typeName));
    ArrayRef<ast::Param> params = function->core->params;
    if (params.empty() || params.front().name.text != "it")
      op->setAttr(ir::attrs::isStatic, builder.getUnitAttr());
  }
  if (!function->core)
    return;
  // Prelude functions tell all absent arguments from null.
  bool isPrelude = function->module->form == ModuleInfo::Form::Prelude;
  if (isPrelude)
    op->setAttr(ir::attrs::builtin, builder.getUnitAttr());
  SmallVector<int64_t> defaults;
  for (auto [index, param] : llvm::enumerate(function->core->params))
    if (param.defaultValue || isPrelude)
      defaults.push_back(index);
  if (!defaults.empty())
    op->setAttr(ir::attrs::defaults, builder.getDenseI64ArrayAttr(defaults));
}

void ProgramEmitter::emit(const FunctionInfo *function) {
  Type any = ir::AnyType::get(&ctx);
  SmallVector<Type> inputs;
  for (const Variable *variable : function->captures)
    inputs.push_back(variable->hasCell() ? Type(ir::CellType::get(&ctx)) : any);
  inputs.append(function->capturedCount() - function->captures.size(), any);
  if (function->core)
    inputs.append(function->core->params.size(), any);

  OpBuilder builder(&ctx);
  builder.setInsertionPointToEnd(module->getBody());
  auto op = func::FuncOp::create(builder, location(function->span),
                                 symbols.lookup(function).getValue(),
                                 FunctionType::get(&ctx, inputs, {any}));
  op.setPrivate();
  setAttributes(op, function);
  FunctionEmitter emitter(*this, op, *function);
  if (function->core)
    emitter.emitFunction();
  else
    emitter.emitModuleFunction();
}

StringRef ProgramEmitter::addPart(const FilePart &part,
                                  const FunctionInfo &body) {
  std::string name = symbolBase(body) + ".part";
  if (unsigned count = symbolCounts[name]++)
    name += "." + std::to_string(count);
  OpBuilder builder(&ctx);
  builder.setInsertionPointToEnd(module->getBody());
  Type any = ir::AnyType::get(&ctx);
  auto op =
      func::FuncOp::create(builder, location(part.statements.front()->span),
                           name, FunctionType::get(&ctx, {}, {any}));
  op.setPrivate();
  op->setAttr(ir::attrs::part, builder.getUnitAttr());
  FunctionEmitter(*this, op, body).emitPartFunction(part);
  return op.getSymName();
}

void ProgramEmitter::emitMain() {
  OpBuilder builder(&ctx);
  builder.setInsertionPointToEnd(module->getBody());
  const FunctionInfo *body = program.mainModule().body;
  auto op = func::FuncOp::create(builder, location(body->span), "forge_program",
                                 FunctionType::get(&ctx, {}, {}));
  op->setAttr(ir::attrs::program, builder.getUnitAttr());
  FunctionEmitter(*this, op, *body).emitMainProgram();
}

OwningOpRef<ModuleOp> ProgramEmitter::run() {
  Span whole = program.mainModule().body->span;
  module = ModuleOp::create(location(whole));
  (*module)->setAttr(ir::attrs::globals,
                     Builder(&ctx).getI64IntegerAttr(names().globalCount()));
  emitMain();
  while (!pending.empty()) {
    const FunctionInfo *function = pending.front();
    pending.erase(pending.begin());
    emit(function);
  }
  return std::move(module);
}

OwningOpRef<ModuleOp> forge::emitProgram(MLIRContext &context,
                                         const CheckedProgram &program,
                                         DiagnosticEngine &, EmitMode mode) {
  return ProgramEmitter(context, program, mode).run();
}
