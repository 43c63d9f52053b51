//===- Ast.h - the syntax tree ---------------------------------*- C++ -*-===//
//
// One tree for both spellings of Forge (spec: syntax, section 10). Nodes live
// in the arena of their SyntaxTree, are immutable after parsing, and carry the
// span of their text; the tree keeps all tokens with their trivia, so that tree
// plus tokens reproduce the file. Parentheses leave no node. A form that could
// not be parsed is an ErrorExpr or is left out; a tree with errors is never
// executed.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_SYNTAX_AST_H
#define FORGE_SYNTAX_AST_H

#include "forge/Source/SourceManager.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/Casting.h"
#include <optional>

namespace forge::ast {

/// A name with the place where it is written.
struct Name {
  llvm::StringRef text;
  Span span;
};

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// A type annotation (syntax 7.2).
struct TypeExpr {
  enum class Form { Simple, Array, Optional, Generic, Function, Tuple };
  Form form;
  Span span;
  llvm::StringRef name;                   ///< Simple, Generic
  llvm::ArrayRef<const TypeExpr *> items; ///< element, arguments, parameters
  const TypeExpr *result = nullptr;       ///< Function, may be absent
};

//===----------------------------------------------------------------------===//
// Patterns of match arms
//===----------------------------------------------------------------------===//

struct Expr;
struct Stmt;

struct Pattern {
  enum class Form { Wildcard, Literal, Binding, Constructor };
  Form form;
  Span span;
  const Expr *literal = nullptr; ///< Literal: Int, Float, Text, Bool, Null
  Name name;                     ///< Binding, Constructor
  llvm::ArrayRef<const Pattern *> items; ///< Constructor
};

//===----------------------------------------------------------------------===//
// Shared pieces
//===----------------------------------------------------------------------===//

struct Block {
  Span span;
  llvm::ArrayRef<const Stmt *> statements;
};

struct Param {
  Name name;
  const TypeExpr *type = nullptr;
  const Expr *defaultValue = nullptr;
  Span span;
};

struct Decorator {
  Name name;
  struct Argument {
    Name key; ///< empty text: positional
    const Expr *value;
  };
  llvm::ArrayRef<Argument> arguments;
  Span span;
};

/// What functions, methods and lambdas have in common.
struct FunctionCore {
  llvm::ArrayRef<Param> params;
  const TypeExpr *result = nullptr;
  Block body;
};

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

enum class ExprKind {
  Error,
  Int,
  Float,
  Bool,
  Null,
  Text,
  Interpolation,
  Name,
  Array,
  Tuple,
  Object,
  StructInit,
  Unary,
  Binary,
  Call,
  Field,
  Index,
  Propagate,
  Lambda,
  Pipe,
  Where,
  Chain,
  Await,
  Must,
  Freeze,
  Ask,
  Spread,
  BlockExpr,
  Spawn,
  Squad,
};

struct Expr {
  ExprKind kind;
  Span span;

protected:
  Expr(ExprKind kind, Span span) : kind(kind), span(span) {}
};

/// Declares the boilerplate of a node class.
#define FORGE_EXPR(KIND)                                                       \
  static bool classof(const Expr *expr) { return expr->kind == ExprKind::KIND; }

struct ErrorExpr : Expr {
  explicit ErrorExpr(Span span) : Expr(ExprKind::Error, span) {}
  FORGE_EXPR(Error)
};

struct IntExpr : Expr {
  int64_t value;
  IntExpr(Span span, int64_t value) : Expr(ExprKind::Int, span), value(value) {}
  FORGE_EXPR(Int)
};

struct FloatExpr : Expr {
  double value;
  FloatExpr(Span span, double value)
      : Expr(ExprKind::Float, span), value(value) {}
  FORGE_EXPR(Float)
};

struct BoolExpr : Expr {
  bool value;
  BoolExpr(Span span, bool value) : Expr(ExprKind::Bool, span), value(value) {}
  FORGE_EXPR(Bool)
};

struct NullExpr : Expr {
  explicit NullExpr(Span span) : Expr(ExprKind::Null, span) {}
  FORGE_EXPR(Null)
};

/// A string without interpolation, escapes replaced (UTF-8).
struct TextExpr : Expr {
  llvm::StringRef value;
  TextExpr(Span span, llvm::StringRef value)
      : Expr(ExprKind::Text, span), value(value) {}
  FORGE_EXPR(Text)
};

/// `"a {e} b"`: TextExprs (never empty) and other expressions, in order.
struct InterpolationExpr : Expr {
  llvm::ArrayRef<const Expr *> parts;
  InterpolationExpr(Span span, llvm::ArrayRef<const Expr *> parts)
      : Expr(ExprKind::Interpolation, span), parts(parts) {}
  FORGE_EXPR(Interpolation)
};

struct NameExpr : Expr {
  llvm::StringRef text;
  NameExpr(Span span, llvm::StringRef text)
      : Expr(ExprKind::Name, span), text(text) {}
  FORGE_EXPR(Name)
};

/// `[a, ...b]`; spread items are SpreadExprs.
struct ArrayExpr : Expr {
  llvm::ArrayRef<const Expr *> items;
  ArrayExpr(Span span, llvm::ArrayRef<const Expr *> items)
      : Expr(ExprKind::Array, span), items(items) {}
  FORGE_EXPR(Array)
};

struct TupleExpr : Expr {
  llvm::ArrayRef<const Expr *> items;
  TupleExpr(Span span, llvm::ArrayRef<const Expr *> items)
      : Expr(ExprKind::Tuple, span), items(items) {}
  FORGE_EXPR(Tuple)
};

/// `key: value`; a spread entry has no key and a SpreadExpr as value; shorthand
/// entries carry a NameExpr of the same text.
struct Entry {
  Name key;
  const Expr *value;
  bool isSpread() const { return value->kind == ExprKind::Spread; }
};

struct ObjectExpr : Expr {
  llvm::ArrayRef<Entry> entries;
  ObjectExpr(Span span, llvm::ArrayRef<Entry> entries)
      : Expr(ExprKind::Object, span), entries(entries) {}
  FORGE_EXPR(Object)
};

/// `Name { f: e }` and `craft name { f: e }`.
struct StructInitExpr : Expr {
  Name type;
  llvm::ArrayRef<Entry> entries;
  StructInitExpr(Span span, Name type, llvm::ArrayRef<Entry> entries)
      : Expr(ExprKind::StructInit, span), type(type), entries(entries) {}
  FORGE_EXPR(StructInit)
};

enum class UnaryOp { Negate, Not };

struct UnaryExpr : Expr {
  UnaryOp op;
  const Expr *operand;
  UnaryExpr(Span span, UnaryOp op, const Expr *operand)
      : Expr(ExprKind::Unary, span), op(op), operand(operand) {}
  FORGE_EXPR(Unary)
};

enum class BinaryOp {
  Add,
  Sub,
  Mul,
  Div,
  Rem,
  Equal,
  NotEqual,
  Less,
  Greater,
  LessEqual,
  GreaterEqual,
  And,
  Or,
};

struct BinaryExpr : Expr {
  BinaryOp op;
  const Expr *left;
  const Expr *right;
  BinaryExpr(Span span, BinaryOp op, const Expr *left, const Expr *right)
      : Expr(ExprKind::Binary, span), op(op), left(left), right(right) {}
  FORGE_EXPR(Binary)
};

/// `callee(arguments)`. A method call is a call of a FieldExpr. `a..b` is a
/// call of `range` with `isBuiltinCall` set: the builtin, whatever the program
/// binds.
struct CallExpr : Expr {
  const Expr *callee;
  llvm::ArrayRef<const Expr *> arguments;
  bool isBuiltinCall = false;
  CallExpr(Span span, const Expr *callee,
           llvm::ArrayRef<const Expr *> arguments)
      : Expr(ExprKind::Call, span), callee(callee), arguments(arguments) {}
  FORGE_EXPR(Call)
};

struct FieldExpr : Expr {
  const Expr *object;
  Name field;
  FieldExpr(Span span, const Expr *object, Name field)
      : Expr(ExprKind::Field, span), object(object), field(field) {}
  FORGE_EXPR(Field)
};

struct IndexExpr : Expr {
  const Expr *object;
  const Expr *index;
  IndexExpr(Span span, const Expr *object, const Expr *index)
      : Expr(ExprKind::Index, span), object(object), index(index) {}
  FORGE_EXPR(Index)
};

/// `e?`, and the prefix forms that have one operand.
template <ExprKind K> struct OperandExpr : Expr {
  const Expr *operand;
  OperandExpr(Span span, const Expr *operand)
      : Expr(K, span), operand(operand) {}
  static bool classof(const Expr *expr) { return expr->kind == K; }
};
using PropagateExpr = OperandExpr<ExprKind::Propagate>;
using AwaitExpr = OperandExpr<ExprKind::Await>;
using MustExpr = OperandExpr<ExprKind::Must>;
using FreezeExpr = OperandExpr<ExprKind::Freeze>;
using AskExpr = OperandExpr<ExprKind::Ask>;
using SpreadExpr = OperandExpr<ExprKind::Spread>;

struct LambdaExpr : Expr {
  FunctionCore function;
  LambdaExpr(Span span, FunctionCore function)
      : Expr(ExprKind::Lambda, span), function(function) {}
  FORGE_EXPR(Lambda)
};

/// `value |> function`; the right side stays as written (semantics 11.1).
struct PipeExpr : Expr {
  const Expr *value;
  const Expr *function;
  PipeExpr(Span span, const Expr *value, const Expr *function)
      : Expr(ExprKind::Pipe, span), value(value), function(function) {}
  FORGE_EXPR(Pipe)
};

/// `source where field op value`.
struct WhereExpr : Expr {
  const Expr *source;
  Name field;
  BinaryOp op;
  const Expr *value;
  WhereExpr(Span span, const Expr *source, Name field, BinaryOp op,
            const Expr *value)
      : Expr(ExprKind::Where, span), source(source), field(field), op(op),
        value(value) {}
  FORGE_EXPR(Where)
};

struct ChainStep {
  enum class Form { Keep, Sort, Take, Apply };
  Form form;
  Span span;
  Name field;                    ///< Sort: empty text without `by`
  const Expr *operand = nullptr; ///< Keep: LambdaExpr of `it`; Take; Apply
};

/// `source >> step >> step`.
struct ChainExpr : Expr {
  const Expr *source;
  llvm::ArrayRef<ChainStep> steps;
  ChainExpr(Span span, const Expr *source, llvm::ArrayRef<ChainStep> steps)
      : Expr(ExprKind::Chain, span), source(source), steps(steps) {}
  FORGE_EXPR(Chain)
};

/// `{ stmts }` as an operand; operand `if`, `when`, `match`, `safe`, `try` are
/// blocks of that one statement.
struct BlockExpr : Expr {
  Block block;
  BlockExpr(Span span, Block block)
      : Expr(ExprKind::BlockExpr, span), block(block) {}
  FORGE_EXPR(BlockExpr)
};

/// `spawn { .. }`: the block is a function without parameters.
struct SpawnExpr : Expr {
  FunctionCore function;
  SpawnExpr(Span span, Block body) : Expr(ExprKind::Spawn, span) {
    function.body = body;
  }
  FORGE_EXPR(Spawn)
};

struct SquadExpr : Expr {
  Block body;
  SquadExpr(Span span, Block body) : Expr(ExprKind::Squad, span), body(body) {}
  FORGE_EXPR(Squad)
};

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

enum class StmtKind {
  Declare,
  Destructure,
  Assign,
  Function,
  Struct,
  Interface,
  Algebraic,
  Methods,
  Prompt,
  Agent,
  If,
  While,
  Loop,
  For,
  Match,
  When,
  Break,
  Continue,
  Return,
  Yield,
  Try,
  Safe,
  Check,
  Timeout,
  Retry,
  Schedule,
  Watch,
  Spawn,
  Squad,
  Import,
  Decorator,
  Expression,
};

struct Stmt {
  StmtKind kind;
  Span span;

protected:
  Stmt(StmtKind kind, Span span) : kind(kind), span(span) {}
};

#define FORGE_STMT(KIND)                                                       \
  explicit KIND##Stmt(Span span) : Stmt(StmtKind::KIND, span) {}               \
  static bool classof(const Stmt *stmt) { return stmt->kind == StmtKind::KIND; }

/// How a declaration or assignment was spelled; for messages and the formatter.
enum class Spelling { Classic, Natural };

/// `let`, `set`, `grab`.
struct DeclareStmt : Stmt {
  Name name;
  bool isMutable = false;
  const TypeExpr *type = nullptr;
  const Expr *value = nullptr;
  Spelling spelling = Spelling::Classic;
  FORGE_STMT(Declare)
};

struct DestructureStmt : Stmt {
  enum class Form { Object, Array, Tuple };
  Form form = Form::Object;
  llvm::ArrayRef<Name> names;
  std::optional<Name> rest; ///< Array only
  bool isMutable = false;
  const Expr *value = nullptr;
  FORGE_STMT(Destructure)
};

/// `target = value`, `target op= value`, `change target to value`.
struct AssignStmt : Stmt {
  const Expr *target = nullptr; ///< Name, Field or Index chain
  std::optional<BinaryOp> op;   ///< compound assignment
  const Expr *value = nullptr;
  Spelling spelling = Spelling::Classic;
  FORGE_STMT(Assign)
};

struct FunctionStmt : Stmt {
  Name name;
  llvm::ArrayRef<Name> typeParams;
  FunctionCore function;
  llvm::ArrayRef<Decorator> decorators;
  bool isAsync = false;
  FORGE_STMT(Function)
};

struct StructStmt : Stmt {
  struct Member {
    Name name;
    const TypeExpr *type;
    const Expr *defaultValue;
    bool embedded;
  };
  Name name;
  llvm::ArrayRef<Name> typeParams;
  llvm::ArrayRef<Member> members;
  llvm::ArrayRef<const FunctionStmt *> methods;
  FORGE_STMT(Struct)
};

struct InterfaceStmt : Stmt {
  struct Signature {
    Name name;
    llvm::ArrayRef<Param> params;
    const TypeExpr *result;
  };
  Name name;
  llvm::ArrayRef<Signature> signatures;
  FORGE_STMT(Interface)
};

/// `type T = A | B(Int)`.
struct AlgebraicStmt : Stmt {
  struct Variant {
    Name name;
    llvm::ArrayRef<const TypeExpr *> fields;
    bool hasFields; ///< written with parentheses
  };
  Name name;
  llvm::ArrayRef<Variant> variants;
  FORGE_STMT(Algebraic)
};

/// `impl T`, `impl P for T`, `give T [the power P]`.
struct MethodsStmt : Stmt {
  Name type;
  std::optional<Name> interface;
  llvm::ArrayRef<const FunctionStmt *> methods;
  FORGE_STMT(Methods)
};

struct PromptStmt : Stmt {
  Name name;
  llvm::ArrayRef<Param> params;
  llvm::StringRef system, user;
  std::optional<llvm::StringRef> returns;
  FORGE_STMT(Prompt)
};

struct AgentStmt : Stmt {
  Name name;
  llvm::ArrayRef<Param> params;
  llvm::ArrayRef<llvm::StringRef> tools;
  llvm::StringRef goal;
  int64_t maxSteps = 5;
  FORGE_STMT(Agent)
};

struct IfStmt : Stmt {
  const Expr *condition = nullptr;
  Block thenBlock;
  std::optional<Block> elseBlock; ///< `else if`: a block of one IfStmt
  FORGE_STMT(If)
};

struct WhileStmt : Stmt {
  const Expr *condition = nullptr;
  Block body;
  FORGE_STMT(While)
};

struct LoopStmt : Stmt {
  Block body;
  FORGE_STMT(Loop)
};

/// `repeat n times` is a For over a builtin call of `range` with variable `_`.
struct ForStmt : Stmt {
  Name first;
  std::optional<Name> second;
  const Expr *iterable = nullptr;
  Block body;
  FORGE_STMT(For)
};

struct MatchStmt : Stmt {
  struct Arm {
    const Pattern *pattern;
    Block body; ///< a single statement is a block of one
    Span span;
  };
  const Expr *subject = nullptr;
  llvm::ArrayRef<Arm> arms;
  FORGE_STMT(Match)
};

struct WhenStmt : Stmt {
  struct Arm {
    bool isElse;
    std::optional<BinaryOp> op; ///< absent: equality
    const Expr *value;          ///< null for else arms
    Block result;               ///< one statement
    Span span;
  };
  const Expr *subject = nullptr;
  llvm::ArrayRef<Arm> arms;
  FORGE_STMT(When)
};

struct BreakStmt : Stmt {
  FORGE_STMT(Break)
};

struct ContinueStmt : Stmt {
  FORGE_STMT(Continue)
};

struct ReturnStmt : Stmt {
  const Expr *value = nullptr; ///< may be absent
  FORGE_STMT(Return)
};

struct YieldStmt : Stmt {
  const Expr *value = nullptr;
  FORGE_STMT(Yield)
};

struct TryStmt : Stmt {
  Block body;
  std::optional<Name> variable;
  Block handler;
  FORGE_STMT(Try)
};

struct SafeStmt : Stmt {
  Block body;
  FORGE_STMT(Safe)
};

struct CheckStmt : Stmt {
  enum class Form { Truth, NotEmpty, Empty, Contains, Between };
  Form form = Form::Truth;
  const Expr *value = nullptr;
  const Expr *low = nullptr;  ///< Contains: the needle; Between: lower bound
  const Expr *high = nullptr; ///< Between
  FORGE_STMT(Check)
};

/// Unit words scale the amount: milliseconds per unit.
struct TimeoutStmt : Stmt {
  const Expr *amount = nullptr;
  int64_t unitMilliseconds = 1000;
  Block body;
  FORGE_STMT(Timeout)
};

struct RetryStmt : Stmt {
  const Expr *count = nullptr;
  Block body;
  FORGE_STMT(Retry)
};

struct ScheduleStmt : Stmt {
  const Expr *amount = nullptr;
  int64_t unitMilliseconds = 1000;
  FunctionCore function;
  FORGE_STMT(Schedule)
};

struct WatchStmt : Stmt {
  const Expr *path = nullptr;
  FunctionCore function;
  FORGE_STMT(Watch)
};

struct SpawnStmt : Stmt {
  FunctionCore function;
  FORGE_STMT(Spawn)
};

struct SquadStmt : Stmt {
  Block body;
  FORGE_STMT(Squad)
};

struct ImportStmt : Stmt {
  Name path;               ///< text of the path, escapes replaced
  bool isBareName = false; ///< `import name`
  std::optional<llvm::ArrayRef<Name>> names;
  FORGE_STMT(Import)
};

/// A stand-alone decorator such as `@server(port: 80)`.
struct DecoratorStmt : Stmt {
  Decorator decorator;
  FORGE_STMT(Decorator)
};

/// `say`, `yell`, `whisper`, `wait`, `download`, `crawl` are calls; a unit
/// after `wait` multiplies its argument (a BinaryExpr).
struct ExpressionStmt : Stmt {
  const Expr *expr = nullptr;
  FORGE_STMT(Expression)
};

#undef FORGE_EXPR
#undef FORGE_STMT

} // namespace forge::ast

#endif // FORGE_SYNTAX_AST_H
