//===- ServerPlan.cpp - what a program serves -----------------------------===//

#include "forge/Check/ServerPlan.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace forge;
using namespace forge::ast;

static bool isRoute(llvm::StringRef name) {
  static constexpr llvm::StringLiteral names[] = {
      "get", "post", "put", "delete", "patch", "head", "options", "any", "ws"};
  return llvm::is_contained(names, name);
}

/// The first positional String, or the function's name.
static std::string patternOf(const Decorator &decorator,
                             const FunctionStmt &function) {
  for (const Decorator::Argument &argument : decorator.arguments)
    if (argument.key.text.empty())
      if (const auto *text = llvm::dyn_cast<TextExpr>(argument.value))
        return text->value.str();
  return "/" + function.name.text.str();
}

ServerPlan forge::planServer(llvm::ArrayRef<const Stmt *> statements) {
  ServerPlan plan;
  for (const Stmt *stmt : statements) {
    const auto *decorator = llvm::dyn_cast<DecoratorStmt>(stmt);
    if (decorator && decorator->decorator.name.text == "server") {
      plan.server = decorator;
      break;
    }
  }
  if (!plan.server)
    return plan;
  for (const Stmt *stmt : statements) {
    const auto *function = llvm::dyn_cast<FunctionStmt>(stmt);
    if (!function)
      continue;
    for (const Decorator &decorator : function->decorators)
      if (isRoute(decorator.name.text))
        plan.routes.push_back(
            {function, &decorator, patternOf(decorator, *function)});
  }
  return plan;
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

/// Whether an expression is a literal of another kind than the wanted one.
static bool isOtherLiteral(const Expr *value, ExprKind wanted) {
  switch (value->kind) {
  case ExprKind::Int:
  case ExprKind::Float:
  case ExprKind::Bool:
  case ExprKind::Null:
  case ExprKind::Array:
  case ExprKind::Tuple:
  case ExprKind::Object:
  case ExprKind::Lambda:
    return value->kind != wanted;
  case ExprKind::Text:
  case ExprKind::Interpolation:
    return wanted != ExprKind::Text;
  default:
    return false;
  }
}

/// A port may be written `-1`, which is no literal.
static bool isNegative(const Expr *value) {
  const auto *unary = llvm::dyn_cast<UnaryExpr>(value);
  return unary && unary->op == UnaryOp::Negate &&
         llvm::isa<IntExpr>(unary->operand);
}

static void checkArgument(const Name &key, const Expr *value,
                          DiagnosticEngine &diagnostics) {
  if (key.text == "port") {
    const auto *number = llvm::dyn_cast<IntExpr>(value);
    if (isOtherLiteral(value, ExprKind::Int) || isNegative(value) ||
        (number && (number->value < 0 || number->value > UINT16_MAX)))
      diagnostics.report(DiagCode::BadServerArgument, value->span,
                         {"port", "an Int from 0 to 65535"});
  } else if (key.text == "host" || key.text == "cors") {
    if (isOtherLiteral(value, ExprKind::Text))
      diagnostics.report(DiagCode::BadServerArgument, value->span,
                         {key.text.str(), "a String"});
  } else {
    diagnostics.report(DiagCode::UnknownServerArgument, key.span,
                       {key.text.str()});
  }
}

static void checkArguments(const Decorator &decorator,
                           DiagnosticEngine &diagnostics) {
  for (const Decorator::Argument &argument : decorator.arguments) {
    if (!argument.key.text.empty()) {
      checkArgument(argument.key, argument.value, diagnostics);
    } else if (const auto *object =
                   llvm::dyn_cast<ObjectExpr>(argument.value)) {
      for (const Entry &entry : object->entries)
        if (!entry.isSpread())
          checkArgument(entry.key, entry.value, diagnostics);
    } else if (isOtherLiteral(argument.value, ExprKind::Object)) {
      diagnostics.report(DiagCode::BadServerArgument, argument.value->span,
                         {"argument without a name", "an Object"});
    }
  }
}

//===----------------------------------------------------------------------===//
// Routes
//===----------------------------------------------------------------------===//

/// What is wrong with a pattern, or empty. `shape` becomes the pattern without
/// the names of captures.
static std::string patternFault(llvm::StringRef pattern, std::string &shape) {
  if (!pattern.starts_with("/"))
    return "it does not begin with '/'";
  llvm::StringSet<> names;
  llvm::SmallVector<llvm::StringRef> segments;
  pattern.drop_front().split(segments, '/');
  for (auto [index, segment] : llvm::enumerate(segments)) {
    shape += '/';
    bool isCapture = segment.starts_with(":");
    bool isRest = segment.starts_with("*");
    if (!isCapture && !isRest) {
      if (segment.find_first_of("?#") != llvm::StringRef::npos)
        return "'?' and '#' end the path of a request";
      shape += segment;
      continue;
    }
    shape += segment.front();
    llvm::StringRef name = segment.drop_front();
    if (name.empty())
      return "'" + segment.str() + "' has no name";
    if (isRest && index + 1 != segments.size())
      return "'" + segment.str() + "' must be the last part";
    if (!names.insert(name).second)
      return "'" + name.str() + "' is captured twice";
  }
  return {};
}

static Span patternSpan(const Decorator &decorator) {
  for (const Decorator::Argument &argument : decorator.arguments)
    if (argument.key.text.empty() && llvm::isa<TextExpr>(argument.value))
      return argument.value->span;
  return decorator.span;
}

void forge::checkServer(const ServerPlan &plan, DiagnosticEngine &diagnostics,
                        BuiltinTarget target) {
  if (!plan.server)
    return;
  const Decorator &server = plan.server->decorator;
  if (target != NativeTarget)
    diagnostics.report(
        DiagCode::UnsupportedOnTarget, server.name.span,
        {"@server", targetName(target).str(), targetName(NativeTarget).str()});
  checkArguments(server, diagnostics);
  llvm::StringMap<const RoutePlan *> known;
  for (const RoutePlan &route : plan.routes) {
    Span span = patternSpan(*route.decorator);
    if (route.decorator->name.text == "ws") {
      diagnostics.report(DiagCode::NotSupportedYet, route.decorator->name.span,
                         {"'@ws'"});
      continue;
    }
    std::string shape;
    std::string fault = patternFault(route.pattern, shape);
    if (!fault.empty()) {
      diagnostics.report(DiagCode::BadRoutePattern, span,
                         {route.pattern, fault});
      continue;
    }
    std::string method = route.decorator->name.text.upper();
    auto [it, isNew] = known.try_emplace(method + " " + shape, &route);
    if (isNew)
      continue;
    Diagnostic &diagnostic =
        diagnostics.report(DiagCode::RouteClash, span, {method, route.pattern});
    diagnostic.labels.push_back(
        {patternSpan(*it->second->decorator),
         "here for '" + it->second->function->name.text.str() + "'"});
  }
}
