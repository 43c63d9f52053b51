//===- FunctionEmitter.h - one function being emitted ----------*- C++ -*-===//
//
// Walks the syntax tree and appends operations. Control flow becomes blocks at
// once. Code behind a jump goes to blocks without predecessors, which are
// erased when the function is complete.
//
// Expressions give values of type `!forge.any`, conditions `i1`. A parameter
// `wanted` says whether the value of a statement is used; if not, the result is
// the null Value.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_EMIT_FUNCTIONEMITTER_H
#define FORGE_LIB_EMIT_FUNCTIONEMITTER_H

#include "Place.h"
#include "ProgramEmitter.h"
#include "forge/rt/TestObserver.h"

namespace forge {

class FunctionEmitter {
public:
  using Value = mlir::Value;
  using Block = mlir::Block;
  using Values = llvm::SmallVector<Value, 4>;

  /// Where a call stands; decides about updates (semantics 3.4).
  enum class Position {
    Operand,   ///< inside a larger expression
    Value,     ///< a whole statement whose value is used
    Statement, ///< a whole statement
  };

  FunctionEmitter(ProgramEmitter &program, mlir::func::FuncOp op,
                  const FunctionInfo &function);

  /// The whole body, for each kind of function.
  void emitFunction();
  void emitModuleFunction();
  void emitMainProgram();
  void emitPartFunction(const FilePart &part);

private:
  // Building.cpp
  class At;
  /// Creates an operation at the current place and location.
  template <typename Op, typename... Args> Op make(Args &&...args) {
    return Op::create(builder, location, std::forward<Args>(args)...);
  }
  mlir::Type anyType();
  mlir::Type errorType();
  Value box(Value value);
  Value null();
  Value missing();
  Value integer(int64_t value);
  Value boolean(bool value);
  Value text(llvm::StringRef value);
  Value boxedText(llvm::StringRef value);
  mlir::ArrayAttr strings(llvm::ArrayRef<llvm::StringRef> texts);
  Value compareInt(mlir::arith::CmpIPredicate predicate, Value left,
                   int64_t right);
  Block *newBlock(unsigned arguments = 0);
  void branch(Block *block, mlir::ValueRange values = {});
  void branch(Value condition, Block *yes, Block *no);
  void start(Block *block);
  void startUnreachable() { start(newBlock()); }
  Block *propagateBlock();
  /// Branches on the error of a raising operation; goes on without one.
  void handleError(Value error);
  template <typename Op> Value finish(Op op) {
    handleError(op.getError());
    return op.getResult();
  }
  void raise(llvm::StringRef entry, mlir::ValueRange arguments = {});
  void raiseText(llvm::StringRef message);
  /// Calls an entry of the runtime; the result may be null.
  Value runtime(llvm::StringRef symbol, mlir::ValueRange arguments);
  Value kindOf(Value value);
  void eraseUnreachable();

  // Variables.cpp
  Value slotOf(const Variable &variable);
  Value cellOf(const Variable &variable);
  Value read(const Variable &variable);
  Value take(const Variable &variable);
  void store(const Variable &variable, Value value);
  /// Runs a declaration: creates the variable's cell if it has none.
  void bind(const Variable &variable, Value value);
  void bindSite(const void *site, Value value);
  void enterScope(const void *site);
  Value captured(const Variable &variable);
  Values capturesOf(const FunctionInfo &function);
  Value closure(const FunctionInfo &function);
  Value emitName(const ast::NameExpr &expr);
  Value emitName(const NameUse &use, llvm::StringRef name);
  void checkBound(const NameUse &use);
  void raiseUndefined(llvm::StringRef name, llvm::StringRef hint);
  Value builtinValue(const BuiltinRecord &builtin);

  // EmitExpr.cpp
  Value emit(const ast::Expr *expr);
  Values emitAll(llvm::ArrayRef<const ast::Expr *> exprs);
  Value emitCondition(const ast::Expr *expr);
  void branchOn(const ast::Expr *expr, Block *yes, Block *no);
  Value emitBinary(const ast::BinaryExpr &expr);
  Value emitShortCircuit(const ast::Expr *expr);
  Value arithmetic(ast::BinaryOp op, Value left, Value right);
  Value compare(ast::BinaryOp op, Value left, Value right);
  Value emitNegate(const ast::UnaryExpr &expr);
  Value emitField(const ast::FieldExpr &expr);
  Value emitPropagate(const ast::PropagateExpr &expr);

  // EmitCollections.cpp
  Value emitArray(llvm::ArrayRef<const ast::Expr *> items);
  Value emitRest(Value array, llvm::ArrayRef<const ast::Expr *> items);
  Value emitObject(llvm::ArrayRef<ast::Entry> entries);
  Value emitStructInit(const ast::StructInitExpr &expr);
  Value fillObject(Value object, llvm::ArrayRef<ast::Entry> entries);
  Value emitInterpolation(const ast::InterpolationExpr &expr);

  // EmitQueries.cpp
  Value emitPipe(const ast::PipeExpr &expr);
  Value applyTo(Value value, const ast::Expr *function);
  Value emitWhere(const ast::WhereExpr &expr);
  Value emitChain(const ast::ChainExpr &expr);
  Value emitKeep(Value source, const ast::ChainStep &step);

  // EmitCall.cpp
  Value emitCall(const ast::CallExpr &call, Position position);
  Value emitArguments(llvm::ArrayRef<const ast::Expr *> arguments);
  Value emitMethodCall(const ast::CallExpr &call, const ast::FieldExpr &callee,
                       Position position);
  Value callMethod(Value receiver, llvm::StringRef method,
                   llvm::ArrayRef<Value> arguments);
  Value methodFallback(llvm::StringRef method);
  Value callKnown(const FunctionInfo &function,
                  llvm::ArrayRef<Value> arguments);
  Value callBuiltin(const BuiltinRecord &builtin,
                    llvm::ArrayRef<Value> arguments);
  Value callValue(Value callee, llvm::ArrayRef<Value> arguments);
  Value callConstructor(const Variable &variable,
                        llvm::ArrayRef<Value> arguments);
  Value callName(const ast::CallExpr &call, const ast::NameExpr &callee);

  // EmitUpdate.cpp
  std::optional<Value> emitUpdatingBuiltin(const ast::CallExpr &call,
                                           Position position);
  std::optional<Value> emitUpdatingMethod(const ast::CallExpr &call,
                                          const ast::FieldExpr &callee,
                                          Position position);

  // EmitPlace.cpp
  Place placeOf(const ast::Expr *expr);
  bool isWritable(const Place &place);
  Values emitIndexes(const Place &place);
  mlir::ArrayAttr pathOf(const Place &place);
  Value readPlace(const Place &place, llvm::ArrayRef<Value> indexes);
  /// Has the place give up the value read from it, see `forge.place.vacate`.
  void vacate(const Place &place, llvm::ArrayRef<Value> indexes, Value current);
  Value update(const Place &place, llvm::ArrayRef<Value> indexes,
               ir::Update kind, llvm::ArrayRef<Value> values);
  void emitAssign(const ast::AssignStmt &stmt);
  void emitCompound(const ast::AssignStmt &stmt, const Place &place);
  void raiseNotWritable(const Place &place);

  // EmitStmt.cpp
  Value emitStatements(llvm::ArrayRef<const ast::Stmt *> statements,
                       bool wanted);
  Value emitBlock(const ast::Block &block, bool wanted);
  Value emit(const ast::Stmt *stmt, bool wanted);
  void emitDestructure(const ast::DestructureStmt &stmt);
  void emitCheck(const ast::CheckStmt &stmt);
  void emitReturn(Value value);

  // EmitControl.cpp
  void leave(Block *merge, Value value, bool wanted);
  Value enter(Block *merge, bool wanted);
  Value emitIf(const ast::IfStmt &stmt, bool wanted);
  void emitWhile(const ast::WhileStmt &stmt);
  void emitLoop(const ast::LoopStmt &stmt);
  void emitFor(const ast::ForStmt &stmt);
  void emitChannelFor(const ast::ForStmt &stmt, Value iterable);
  void emitCountedFor(const ast::ForStmt &stmt, const ast::CallExpr &range);
  void emitLoopBody(const ast::Block &body, Block *exit, Block *next);
  void emitJump(bool isContinue);
  Value emitWhen(const ast::WhenStmt &stmt, bool wanted);

  // EmitErrors.cpp
  Value emitTry(const ast::TryStmt &stmt, bool wanted);
  Value emitSafe(const ast::SafeStmt &stmt, bool wanted);
  void emitRetry(const ast::RetryStmt &stmt);

  // EmitMatch.cpp
  Value emitMatch(const ast::MatchStmt &stmt, bool wanted);
  void emitPattern(const ast::Pattern &pattern, Value subject, Block *fail);
  void emitFields(const ast::Pattern &pattern, Value subject, Block *fail);

  // EmitTypes.cpp
  void emitStruct(const ast::StructStmt &stmt);
  void emitInterface(const ast::InterfaceStmt &stmt);
  void emitAlgebraic(const ast::AlgebraicStmt &stmt);
  void emitMethods(llvm::StringRef type,
                   llvm::ArrayRef<const ast::FunctionStmt *> methods);
  void emitImplementation(const ast::MethodsStmt &stmt);

  // EmitTasks.cpp
  Value taskClosure(const ast::FunctionCore &core, Value last = {});
  Value emitSpawn(const ast::FunctionCore &core, bool isDropped);
  void startBackground(const ast::FunctionCore &core, Value awaited);
  void emitBackground(Value awaited);
  Value waitForChange(Value path, Value stamp);
  Value emitAwait(const ast::AwaitExpr &expr);
  Value emitSquad(const ast::Block &body, bool wanted);
  void emitTimeout(const ast::TimeoutStmt &stmt);
  void leaveScopes(size_t keep);
  void startHandler(Block *block);
  void startUnreachableAfterError();
  void safePoint();

  // EmitTests.cpp
  /// The program of a file with tests: its top level, then the tests.
  void emitTests();
  void emitTest(const ast::FunctionStmt &test, const ast::FunctionStmt *before,
                const ast::FunctionStmt *after, int64_t number);
  void callForTest(const ast::FunctionStmt &called, rt::TestPhase phase,
                   Block *failed);

  // EmitFunction.cpp
  void emitImport(const ast::ImportStmt &stmt);
  void emitImport(const ImportInfo &import);

  // EmitServer.cpp
  void emitDecorator(const ast::DecoratorStmt &stmt);
  /// What a program that is a server does when its top level has run.
  void emitServer();
  void emitInlineModule(const ModuleInfo &module);
  void emitPart(const FilePart &part);

  struct LoopTargets {
    Block *exit;
    Block *next;
    size_t scopes; ///< squads and timeouts around the loop
  };

  /// A block that has to be left properly.
  struct Scope {
    enum Kind { Squad, Timeout } kind;
    Block *handler; ///< the one outside
  };

  ProgramEmitter &program;
  const FunctionInfo &function;
  mlir::func::FuncOp func;
  mlir::OpBuilder builder;
  mlir::Location location;

  /// Slots, cells and copied captures of this function.
  llvm::DenseMap<const Variable *, Value> slots, cells, copies;
  Block *propagate = nullptr;
  /// Where errors go: into a try, safe, retry, squad or timeout.
  Block *handler = nullptr;
  /// How many of those around are a try, safe or retry.
  unsigned catching = 0;
  llvm::SmallVector<Scope> scopes;
  /// Where `return` goes in the body of a file.
  Block *fileEnd = nullptr;
  llvm::SmallVector<LoopTargets> loops;
  /// The last slot, for their order.
  mlir::Operation *lastSlot = nullptr;
};

/// Sets the location of operations to a place in the source.
class FunctionEmitter::At {
public:
  At(FunctionEmitter &emitter, Span span)
      : emitter(emitter), saved(emitter.location) {
    emitter.location = emitter.program.location(span);
  }
  ~At() { emitter.location = saved; }

private:
  FunctionEmitter &emitter;
  mlir::Location saved;
};

} // namespace forge

#endif // FORGE_LIB_EMIT_FUNCTIONEMITTER_H
