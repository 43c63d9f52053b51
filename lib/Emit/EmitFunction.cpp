//===- EmitFunction.cpp - bodies of functions and files -------------------===//

#include "FunctionEmitter.h"

using namespace forge;
using namespace forge::ir;
using namespace mlir;

void FunctionEmitter::emitFunction() {
  Block::BlockArgListType arguments = func.getBody().front().getArguments();
  size_t captureCount = function.captures.size();
  for (auto [variable, argument] :
       llvm::zip(function.captures, arguments.take_front(captureCount)))
    (variable->hasCell() ? cells : copies)[variable] = argument;
  arguments = arguments.drop_front(captureCount);
  for (auto [copy, argument] : llvm::zip(function.copies, arguments))
    bind(*copy.copy, argument);
  arguments = arguments.drop_front(function.copies.size());
  if (function.background) {
    emitBackground(arguments.front());
    eraseUnreachable();
    return;
  }

  const ast::FunctionCore &core = *function.core;
  enterScope(&core.body);
  for (auto [param, argument] : llvm::zip(core.params, arguments)) {
    At at(*this, param.span);
    Value value = argument;
    if (param.defaultValue) {
      Block *absent = newBlock(), *given = newBlock(), *merge = newBlock(1);
      branch(make<IsMarkerOp>(Singleton::Missing, value), absent, given);
      start(absent);
      branch(merge, emit(param.defaultValue));
      start(given);
      branch(merge, value);
      start(merge);
      value = merge->getArgument(0);
    }
    bindSite(&param, value);
  }
  emitReturn(emitStatements(core.body.statements, /*wanted=*/true));
  eraseUnreachable();
}

void FunctionEmitter::emitReturn(Value value) {
  leaveScopes(0);
  if (fileEnd)
    branch(fileEnd);
  else
    make<func::ReturnOp>(value);
  startUnreachable();
}

void FunctionEmitter::emitMainProgram() {
  if (program.isTest()) {
    emitTests();
  } else {
    emitInlineModule(*function.module);
    emitServer();
    if (!program.server().server && program.names().hasBackground())
      runtime("frt_background_join", {});
  }
  make<func::ReturnOp>();
  eraseUnreachable();
}

void FunctionEmitter::emitModuleFunction() {
  const ModuleInfo &module = *function.module;
  emitInlineModule(module);
  Values exports;
  for (const Variable *variable : module.exports)
    exports.push_back(read(*variable));
  Value result = make<TupleNewOp>(anyType(), exports);
  make<func::ReturnOp>(result);
  eraseUnreachable();
}

void FunctionEmitter::emitPart(const FilePart &part) {
  for (const Variable *variable : part.taken)
    store(*variable,
          make<GlobalTakeOp>(anyType(), uint64_t(variable->globalIndex),
                             variable->name));
  emitStatements(part.statements, /*wanted=*/false);
  for (const Variable *variable : part.given)
    make<GlobalStoreOp>(read(*variable), uint64_t(variable->globalIndex),
                        variable->name);
}

void FunctionEmitter::emitPartFunction(const FilePart &part) {
  emitPart(part);
  make<func::ReturnOp>(null());
  eraseUnreachable();
}

void FunctionEmitter::emitInlineModule(const ModuleInfo &module) {
  // Statements of a file know no loop of its importer.
  auto outerLoops = std::exchange(loops, {});
  auto outerScopes = std::exchange(scopes, {});
  Block *outerEnd = std::exchange(fileEnd, newBlock());
  enterScope(&module);
  if (module.parts.empty()) {
    emitStatements(module.statements, /*wanted=*/false);
  } else {
    // The first part defines the types, which passes look for here.
    emitPart(module.parts.front());
    for (const FilePart &part : ArrayRef(module.parts).drop_front())
      finish(make<CallOp>(program.addPart(part, *module.body), anyType(),
                          ValueRange()));
  }
  branch(fileEnd);
  start(fileEnd);
  fileEnd = outerEnd;
  loops = std::move(outerLoops);
  scopes = std::move(outerScopes);
}

void FunctionEmitter::emitImport(const ast::ImportStmt &stmt) {
  const ImportInfo *import = program.names().import(&stmt);
  if (!import)
    return;
  At at(*this, stmt.span);
  if (import->module)
    emitImport(*import);
  if (!import->error.empty())
    raiseText(import->error);
}

void FunctionEmitter::emitImport(const ImportInfo &import) {
  const ModuleInfo &module = *import.module;
  if (module.form == ModuleInfo::Form::Inline) {
    emitInlineModule(module);
    for (const ImportInfo::Binding &binding : import.bindings)
      if (binding.to->hasStorage())
        bind(*binding.to, read(*binding.from));
    return;
  }
  FlatSymbolRefAttr symbol = program.reach(module.body);
  Value exports =
      finish(make<CallOp>(symbol.getValue(), anyType(), ValueRange()));
  for (const ImportInfo::Binding &binding : import.bindings) {
    auto position = llvm::find(module.exports, binding.from);
    Value index = integer(position - module.exports.begin());
    bind(*binding.to, runtime("frt_item_or_null", {exports, index}));
  }
}
