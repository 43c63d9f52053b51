//===- AstPrinter.cpp - text form of expressions, types, patterns ---------===//

#include "AstPrinter.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

using namespace forge;
using namespace forge::ast;

void forge::printAst(const SyntaxTree &tree, llvm::raw_ostream &os,
                     AstPrintOptions options) {
  AstPrinter printer(tree.file(), os, options);
  for (const Stmt *stmt : tree.statements())
    printer.print(*stmt);
  if (!tree.statements().empty())
    printer.finish();
}

//===----------------------------------------------------------------------===//
// Texts
//===----------------------------------------------------------------------===//

llvm::StringRef forge::spelling(BinaryOp op) {
  switch (op) {
  case BinaryOp::Add:
    return "+";
  case BinaryOp::Sub:
    return "-";
  case BinaryOp::Mul:
    return "*";
  case BinaryOp::Div:
    return "/";
  case BinaryOp::Rem:
    return "%";
  case BinaryOp::Equal:
    return "==";
  case BinaryOp::NotEqual:
    return "!=";
  case BinaryOp::Less:
    return "<";
  case BinaryOp::Greater:
    return ">";
  case BinaryOp::LessEqual:
    return "<=";
  case BinaryOp::GreaterEqual:
    return ">=";
  case BinaryOp::And:
    return "&&";
  case BinaryOp::Or:
    return "||";
  }
  return "";
}

std::string forge::quoted(llvm::StringRef text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\')
      result += {'\\', c};
    else if (c == '\n')
      result += "\\n";
    else if (c == '\t')
      result += "\\t";
    else if (c == '\r')
      result += "\\r";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      result += llvm::formatv("\\u{{{0:x-}}", static_cast<unsigned>(c)).str();
    else
      result += c;
  }
  return result + '"';
}

std::string forge::typeText(const TypeExpr &type) {
  auto items = [&] {
    std::string text;
    for (const TypeExpr *item : type.items)
      text += (text.empty() ? "" : ", ") + typeText(*item);
    return text;
  };
  switch (type.form) {
  case TypeExpr::Form::Simple:
    return type.name.str();
  case TypeExpr::Form::Array:
    return "[" + items() + "]";
  case TypeExpr::Form::Optional:
    return "?" + items();
  case TypeExpr::Form::Generic:
    return type.name.str() + "<" + items() + ">";
  case TypeExpr::Form::Function:
    return "fn(" + items() + ")" +
           (type.result ? " -> " + typeText(*type.result) : "");
  case TypeExpr::Form::Tuple:
    return "(" + items() + ")";
  }
  return "";
}

static std::string floatText(double value) {
  llvm::SmallString<32> text;
  llvm::raw_svector_ostream(text) << llvm::format("%.17g", value);
  return text.str().str();
}

static std::string literalText(const Expr &literal) {
  if (auto *integer = llvm::dyn_cast<IntExpr>(&literal))
    return llvm::itostr(integer->value);
  if (auto *number = llvm::dyn_cast<FloatExpr>(&literal))
    return floatText(number->value);
  if (auto *text = llvm::dyn_cast<TextExpr>(&literal))
    return quoted(text->value);
  if (auto *boolean = llvm::dyn_cast<BoolExpr>(&literal))
    return boolean->value ? "true" : "false";
  return llvm::isa<NullExpr>(literal) ? "null" : "<error>";
}

std::string forge::patternText(const Pattern &pattern) {
  switch (pattern.form) {
  case Pattern::Form::Wildcard:
    return "_";
  case Pattern::Form::Literal:
    return literalText(*pattern.literal);
  case Pattern::Form::Binding:
    return pattern.name.text.str();
  case Pattern::Form::Constructor:
    break;
  }
  std::string items;
  for (const Pattern *item : pattern.items)
    items += (items.empty() ? "" : ", ") + patternText(*item);
  return pattern.name.text.str() + "(" + items + ")";
}

//===----------------------------------------------------------------------===//
// Layout
//===----------------------------------------------------------------------===//

void AstPrinter::node(const llvm::Twine &head, std::optional<Span> span,
                      llvm::function_ref<void()> printRest) {
  if (!isFirst)
    os << '\n';
  isFirst = false;
  os.indent(2 * depth) << '(' << head;
  if (options.spans && span) {
    LineColumn begin = file.position(span->begin);
    LineColumn end = file.position(span->end);
    os << " @" << begin.line << ':' << begin.column << '-' << end.line << ':'
       << end.column;
  }
  ++depth;
  printRest();
  --depth;
  os << ')';
}

void AstPrinter::leaf(const llvm::Twine &text) { node(text, std::nullopt); }

void AstPrinter::print(const Expr *expr) {
  if (expr)
    print(*expr);
}

void AstPrinter::print(llvm::ArrayRef<const Expr *> exprs) {
  for (const Expr *expr : exprs)
    print(*expr);
}

void AstPrinter::printBlock(llvm::StringRef label, const Block &block) {
  node(label, std::nullopt, [&] {
    for (const Stmt *stmt : block.statements)
      print(*stmt);
  });
}

void AstPrinter::printParams(llvm::ArrayRef<Param> params) {
  for (const Param &param : params) {
    std::string type = param.type ? ": " + typeText(*param.type) : "";
    node("Param " + param.name.text + type, std::nullopt,
         [&] { print(param.defaultValue); });
  }
}

void AstPrinter::printFunction(const FunctionCore &function) {
  printParams(function.params);
  if (function.result)
    leaf("Result " + typeText(*function.result));
  printBlock("Body", function.body);
}

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

void AstPrinter::printEntries(llvm::ArrayRef<Entry> entries) {
  for (const Entry &entry : entries) {
    if (entry.isSpread())
      print(entry.value);
    else
      node("Entry " + quoted(entry.key.text), std::nullopt,
           [&] { print(entry.value); });
  }
}

void AstPrinter::printStep(const ChainStep &step) {
  llvm::StringRef label = step.form == ChainStep::Form::Keep   ? "Keep"
                          : step.form == ChainStep::Form::Sort ? "Sort"
                          : step.form == ChainStep::Form::Take ? "Take"
                                                               : "Apply";
  std::string field =
      step.field.text.empty() ? "" : " " + step.field.text.str();
  node((label + field).str(), step.span, [&] { print(step.operand); });
}

void AstPrinter::print(const Expr &expr) {
  auto parent = [&](const llvm::Twine &head,
                    std::initializer_list<const Expr *> children) {
    node(head, expr.span,
         [&] { print(llvm::ArrayRef<const Expr *>(children)); });
  };
  auto operand = [&]<typename T>(llvm::StringRef head, const T *) {
    parent(head, {llvm::cast<T>(expr).operand});
  };

  switch (expr.kind) {
  case ExprKind::Error:
    return parent("Error", {});
  case ExprKind::Int:
    return parent("Int " + literalText(expr), {});
  case ExprKind::Float:
    return parent("Float " + literalText(expr), {});
  case ExprKind::Bool:
    return parent("Bool " + literalText(expr), {});
  case ExprKind::Null:
    return parent("Null", {});
  case ExprKind::Text:
    return parent("Text " + literalText(expr), {});
  case ExprKind::Interpolation:
    return node("Interpolation", expr.span,
                [&] { print(llvm::cast<InterpolationExpr>(expr).parts); });
  case ExprKind::Name:
    return parent("Name " + llvm::cast<NameExpr>(expr).text, {});
  case ExprKind::Array:
    return node("Array", expr.span,
                [&] { print(llvm::cast<ArrayExpr>(expr).items); });
  case ExprKind::Tuple:
    return node("Tuple", expr.span,
                [&] { print(llvm::cast<TupleExpr>(expr).items); });
  case ExprKind::Object:
    return node("Object", expr.span,
                [&] { printEntries(llvm::cast<ObjectExpr>(expr).entries); });
  case ExprKind::StructInit: {
    auto &init = llvm::cast<StructInitExpr>(expr);
    return node("StructInit " + init.type.text, expr.span,
                [&] { printEntries(init.entries); });
  }
  case ExprKind::Unary: {
    auto &unary = llvm::cast<UnaryExpr>(expr);
    return parent(unary.op == UnaryOp::Not ? "Unary !" : "Unary -",
                  {unary.operand});
  }
  case ExprKind::Binary: {
    auto &binary = llvm::cast<BinaryExpr>(expr);
    return parent("Binary " + spelling(binary.op), {binary.left, binary.right});
  }
  case ExprKind::Call: {
    auto &call = llvm::cast<CallExpr>(expr);
    return node(call.isBuiltinCall ? "Call builtin" : "Call", expr.span, [&] {
      print(call.callee);
      print(call.arguments);
    });
  }
  case ExprKind::Field: {
    auto &field = llvm::cast<FieldExpr>(expr);
    return parent("Field " + field.field.text, {field.object});
  }
  case ExprKind::Index: {
    auto &index = llvm::cast<IndexExpr>(expr);
    return parent("Index", {index.object, index.index});
  }
  case ExprKind::Propagate:
    return operand("Propagate", static_cast<const PropagateExpr *>(nullptr));
  case ExprKind::Await:
    return operand("Await", static_cast<const AwaitExpr *>(nullptr));
  case ExprKind::Must:
    return operand("Must", static_cast<const MustExpr *>(nullptr));
  case ExprKind::Freeze:
    return operand("Freeze", static_cast<const FreezeExpr *>(nullptr));
  case ExprKind::Ask:
    return operand("Ask", static_cast<const AskExpr *>(nullptr));
  case ExprKind::Spread:
    return operand("Spread", static_cast<const SpreadExpr *>(nullptr));
  case ExprKind::Lambda:
    return node("Lambda", expr.span,
                [&] { printFunction(llvm::cast<LambdaExpr>(expr).function); });
  case ExprKind::Pipe: {
    auto &pipe = llvm::cast<PipeExpr>(expr);
    return parent("Pipe", {pipe.value, pipe.function});
  }
  case ExprKind::Where: {
    auto &where = llvm::cast<WhereExpr>(expr);
    return parent("Where " + where.field.text + " " + spelling(where.op),
                  {where.source, where.value});
  }
  case ExprKind::Chain: {
    auto &chain = llvm::cast<ChainExpr>(expr);
    return node("Chain", expr.span, [&] {
      print(chain.source);
      for (const ChainStep &step : chain.steps)
        printStep(step);
    });
  }
  case ExprKind::BlockExpr:
    return node("Block", expr.span, [&] {
      for (const Stmt *stmt : llvm::cast<BlockExpr>(expr).block.statements)
        print(*stmt);
    });
  case ExprKind::Spawn:
    return node("Spawn", expr.span, [&] {
      printBlock("Body", llvm::cast<SpawnExpr>(expr).function.body);
    });
  case ExprKind::Squad:
    return node("Squad", expr.span,
                [&] { printBlock("Body", llvm::cast<SquadExpr>(expr).body); });
  }
}
