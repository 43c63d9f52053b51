//===- ResolveExpressions.cpp - names in expressions ----------------------===//

#include "Resolver.h"
#include "llvm/ADT/Twine.h"

using namespace forge;
using namespace forge::ast;

void Resolver::resolveAll(llvm::ArrayRef<const Expr *> exprs) {
  for (const Expr *expr : exprs)
    resolve(expr);
}

void Resolver::resolveEntries(llvm::ArrayRef<Entry> entries) {
  for (const Entry &entry : entries)
    resolve(entry.value);
}

void Resolver::resolve(const Expr *expr) {
  if (!expr)
    return;
  switch (expr->kind) {
  case ExprKind::Error:
  case ExprKind::Int:
  case ExprKind::Float:
  case ExprKind::Bool:
  case ExprKind::Null:
  case ExprKind::Text:
    return;
  case ExprKind::Interpolation:
    return resolveAll(llvm::cast<InterpolationExpr>(expr)->parts);
  case ExprKind::Name:
    lookUp(expr, llvm::cast<NameExpr>(expr)->text, expr->span);
    return;
  case ExprKind::Array:
    return resolveAll(llvm::cast<ArrayExpr>(expr)->items);
  case ExprKind::Tuple:
    return resolveAll(llvm::cast<TupleExpr>(expr)->items);
  case ExprKind::Object:
    return resolveEntries(llvm::cast<ObjectExpr>(expr)->entries);
  case ExprKind::StructInit:
    return resolveEntries(llvm::cast<StructInitExpr>(expr)->entries);
  case ExprKind::Unary:
    return resolve(llvm::cast<UnaryExpr>(expr)->operand);
  case ExprKind::Binary:
    resolve(llvm::cast<BinaryExpr>(expr)->left);
    return resolve(llvm::cast<BinaryExpr>(expr)->right);
  case ExprKind::Call:
    return resolveCall(*llvm::cast<CallExpr>(expr));
  case ExprKind::Field:
    return resolveField(*llvm::cast<FieldExpr>(expr));
  case ExprKind::Index:
    resolve(llvm::cast<IndexExpr>(expr)->object);
    return resolve(llvm::cast<IndexExpr>(expr)->index);
  case ExprKind::Propagate:
    return resolve(llvm::cast<PropagateExpr>(expr)->operand);
  case ExprKind::Lambda: {
    const auto &lambda = *llvm::cast<LambdaExpr>(expr);
    resolveBody(enterFunction(FunctionInfo::Kind::Lambda, "", lambda.function,
                              lambda.span));
    return;
  }
  case ExprKind::Pipe:
    resolve(llvm::cast<PipeExpr>(expr)->value);
    return resolve(llvm::cast<PipeExpr>(expr)->function);
  case ExprKind::Where:
    resolve(llvm::cast<WhereExpr>(expr)->source);
    return resolve(llvm::cast<WhereExpr>(expr)->value);
  case ExprKind::Chain:
    return resolveChain(*llvm::cast<ChainExpr>(expr));
  case ExprKind::Await:
    return resolve(llvm::cast<AwaitExpr>(expr)->operand);
  case ExprKind::Must:
    return resolve(llvm::cast<MustExpr>(expr)->operand);
  case ExprKind::Freeze:
    return resolve(llvm::cast<FreezeExpr>(expr)->operand);
  case ExprKind::Spread:
    return resolve(llvm::cast<SpreadExpr>(expr)->operand);
  case ExprKind::BlockExpr:
    return resolveBlock(llvm::cast<BlockExpr>(expr)->block);
  case ExprKind::Ask:
    return unsupported("'ask'", expr->span);
  case ExprKind::Spawn:
    resolveTask(llvm::cast<SpawnExpr>(expr)->function, expr->span);
    return;
  case ExprKind::Squad:
    data.resolution.startsTasks = true;
    return resolveBlock(llvm::cast<SquadExpr>(expr)->body);
  }
}

/// Whether `receiver.name(..)` may update the receiver (semantics 3.4).
static bool isUpdatingMethod(llvm::StringRef name) {
  return name == "push" || name == "pop" || name == "add" || name == "remove" ||
         name == "set";
}

/// `object.name`: also a function of a module.
void Resolver::resolveField(const FieldExpr &field) {
  resolve(field.object);
  const auto *module = llvm::dyn_cast<NameExpr>(field.object);
  if (module && data.resolution.use(module)->kind == NameUse::Kind::Module)
    requireTarget(findBuiltin((module->text + "." + field.field.text).str()),
                  field.span);
}

void Resolver::resolveCall(const CallExpr &call) {
  if (call.isBuiltinCall) {
    // A statement that calls a builtin, whatever else has its name.
    const auto *name = llvm::cast<NameExpr>(call.callee);
    requireTarget(findBuiltin(name->text), name->span);
    return resolveAll(call.arguments);
  }
  if (const auto *field = llvm::dyn_cast<FieldExpr>(call.callee)) {
    resolveField(*field);
    if (isUpdatingMethod(field->field.text))
      noteWrite(field->object, Write::Update);
    if (const BuiltinRecord *builtin = methodBuiltin(field->field.text))
      requirePrelude(*builtin);
    return resolveAll(call.arguments);
  }
  resolve(call.callee);
  resolveAll(call.arguments);
  const auto *name = llvm::dyn_cast<NameExpr>(call.callee);
  if (name && (name->text == "push" || name->text == "pop") &&
      !call.arguments.empty() &&
      data.resolution.use(name)->kind == NameUse::Kind::Builtin)
    noteWrite(call.arguments.front(), Write::Update);
}

void Resolver::resolveChain(const ChainExpr &chain) {
  resolve(chain.source);
  for (const ChainStep &step : chain.steps) {
    if (step.form != ChainStep::Form::Keep) {
      resolve(step.operand);
      continue;
    }
    // `it` is the element of a loop, not the parameter of a function.
    const FunctionCore &core = llvm::cast<LambdaExpr>(step.operand)->function;
    InScope scope(*this, &core.body, core.body.statements);
    for (const Param &param : core.params)
      declare(param.name, param.span.begin, /*isMutable=*/true, &param);
    resolveStatements(core.body.statements);
  }
}
