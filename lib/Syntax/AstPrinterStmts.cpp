//===- AstPrinterStmts.cpp - text form of statements ----------------------===//

#include "AstPrinter.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

using namespace forge;
using namespace forge::ast;

/// ` a b c`, or nothing.
static std::string nameList(llvm::ArrayRef<Name> names) {
  std::string text;
  for (const Name &name : names)
    text += " " + name.text.str();
  return text;
}

static std::string typeParamText(llvm::ArrayRef<Name> names) {
  std::string text;
  for (const Name &name : names)
    text += (text.empty() ? "<" : ", ") + name.text.str();
  return text.empty() ? text : text + ">";
}

void AstPrinter::print(const Stmt &stmt) {
  switch (stmt.kind) {
  case StmtKind::Expression:
    return print(*llvm::cast<ExpressionStmt>(stmt).expr);
  case StmtKind::Declare:
  case StmtKind::Destructure:
  case StmtKind::Assign:
  case StmtKind::Function:
  case StmtKind::Struct:
  case StmtKind::Interface:
  case StmtKind::Algebraic:
  case StmtKind::Methods:
  case StmtKind::Prompt:
  case StmtKind::Agent:
  case StmtKind::Import:
  case StmtKind::Decorator:
    return printDeclaration(stmt);
  case StmtKind::If:
  case StmtKind::While:
  case StmtKind::Loop:
  case StmtKind::For:
  case StmtKind::Match:
  case StmtKind::When:
  case StmtKind::Break:
  case StmtKind::Continue:
  case StmtKind::Return:
  case StmtKind::Yield:
  case StmtKind::Try:
  case StmtKind::Safe:
  case StmtKind::Check:
  case StmtKind::Timeout:
  case StmtKind::Retry:
  case StmtKind::Schedule:
  case StmtKind::Watch:
  case StmtKind::Spawn:
  case StmtKind::Squad:
    return printControl(stmt);
  }
}

//===----------------------------------------------------------------------===//
// Declarations
//===----------------------------------------------------------------------===//

void AstPrinter::printDestructure(const DestructureStmt &stmt) {
  std::string head = "Destructure ";
  head += stmt.form == DestructureStmt::Form::Object  ? "object"
          : stmt.form == DestructureStmt::Form::Array ? "array"
                                                      : "tuple";
  if (stmt.isMutable)
    head += " mut";
  head += nameList(stmt.names);
  if (stmt.rest)
    head += " ..." + stmt.rest->text.str();
  node(head, stmt.span, [&] { print(stmt.value); });
}

void AstPrinter::printDecorator(const Decorator &decorator) {
  node("Decorator " + decorator.name.text, decorator.span, [&] {
    for (const Decorator::Argument &argument : decorator.arguments) {
      if (argument.key.text.empty())
        print(argument.value);
      else
        node("Entry " + quoted(argument.key.text), std::nullopt,
             [&] { print(argument.value); });
    }
  });
}

void AstPrinter::printFunctionStmt(const FunctionStmt &stmt) {
  std::string head = stmt.isAsync ? "Function async " : "Function ";
  head += stmt.name.text.str() + typeParamText(stmt.typeParams);
  node(head, stmt.span, [&] {
    for (const Decorator &decorator : stmt.decorators)
      printDecorator(decorator);
    printFunction(stmt.function);
  });
}

void AstPrinter::printStruct(const StructStmt &stmt) {
  node("Struct " + stmt.name.text + typeParamText(stmt.typeParams), stmt.span,
       [&] {
         for (const StructStmt::Member &member : stmt.members)
           node((member.embedded ? "Has " : "Field ") + member.name.text +
                    ": " + typeText(*member.type),
                std::nullopt, [&] { print(member.defaultValue); });
         for (const FunctionStmt *method : stmt.methods)
           printFunctionStmt(*method);
       });
}

void AstPrinter::printDeclaration(const Stmt &stmt) {
  switch (stmt.kind) {
  case StmtKind::Declare: {
    auto &declare = llvm::cast<DeclareStmt>(stmt);
    std::string head = declare.isMutable ? "Declare mut " : "Declare ";
    head += declare.name.text.str();
    if (declare.type)
      head += ": " + typeText(*declare.type);
    return node(head, stmt.span, [&] { print(declare.value); });
  }
  case StmtKind::Destructure:
    return printDestructure(llvm::cast<DestructureStmt>(stmt));
  case StmtKind::Assign: {
    auto &assign = llvm::cast<AssignStmt>(stmt);
    std::string op = assign.op ? spelling(*assign.op).str() : "";
    return node("Assign " + op + "=", stmt.span, [&] {
      print(assign.target);
      print(assign.value);
    });
  }
  case StmtKind::Function:
    return printFunctionStmt(llvm::cast<FunctionStmt>(stmt));
  case StmtKind::Struct:
    return printStruct(llvm::cast<StructStmt>(stmt));
  case StmtKind::Interface: {
    auto &interface = llvm::cast<InterfaceStmt>(stmt);
    return node("Interface " + interface.name.text, stmt.span, [&] {
      for (const InterfaceStmt::Signature &signature : interface.signatures)
        node("Signature " + signature.name.text, std::nullopt, [&] {
          printParams(signature.params);
          if (signature.result)
            leaf("Result " + typeText(*signature.result));
        });
    });
  }
  case StmtKind::Algebraic: {
    auto &type = llvm::cast<AlgebraicStmt>(stmt);
    return node("Algebraic " + type.name.text, stmt.span, [&] {
      for (const AlgebraicStmt::Variant &variant : type.variants) {
        std::string fields;
        for (const TypeExpr *field : variant.fields)
          fields += (fields.empty() ? "" : ", ") + typeText(*field);
        leaf("Variant " + variant.name.text +
             (variant.hasFields ? "(" + fields + ")" : ""));
      }
    });
  }
  case StmtKind::Methods: {
    auto &methods = llvm::cast<MethodsStmt>(stmt);
    std::string interface =
        methods.interface ? " " + methods.interface->text.str() : "";
    return node("Methods " + methods.type.text + interface, stmt.span, [&] {
      for (const FunctionStmt *method : methods.methods)
        printFunctionStmt(*method);
    });
  }
  case StmtKind::Prompt: {
    auto &prompt = llvm::cast<PromptStmt>(stmt);
    return node("Prompt " + prompt.name.text, stmt.span, [&] {
      printParams(prompt.params);
      leaf("System " + quoted(prompt.system));
      leaf("User " + quoted(prompt.user));
      if (prompt.returns)
        leaf("Returns " + quoted(*prompt.returns));
    });
  }
  case StmtKind::Agent: {
    auto &agent = llvm::cast<AgentStmt>(stmt);
    return node("Agent " + agent.name.text, stmt.span, [&] {
      printParams(agent.params);
      for (llvm::StringRef tool : agent.tools)
        leaf("Tool " + quoted(tool));
      leaf("Goal " + quoted(agent.goal));
      leaf("MaxSteps " + llvm::Twine(agent.maxSteps));
    });
  }
  case StmtKind::Import: {
    auto &import = llvm::cast<ImportStmt>(stmt);
    std::string names = import.names ? nameList(*import.names) : " *";
    return node("Import " + quoted(import.path.text) + names, stmt.span);
  }
  default:
    return printDecorator(llvm::cast<DecoratorStmt>(stmt).decorator);
  }
}

//===----------------------------------------------------------------------===//
// Control flow
//===----------------------------------------------------------------------===//

void AstPrinter::printCheck(const CheckStmt &stmt) {
  llvm::StringRef form;
  switch (stmt.form) {
  case CheckStmt::Form::Truth:
    form = "truth";
    break;
  case CheckStmt::Form::NotEmpty:
    form = "not-empty";
    break;
  case CheckStmt::Form::Empty:
    form = "empty";
    break;
  case CheckStmt::Form::Contains:
    form = "contains";
    break;
  case CheckStmt::Form::Between:
    form = "between";
    break;
  }
  node("Check " + form, stmt.span, [&] {
    print(stmt.value);
    print(stmt.low);
    print(stmt.high);
  });
}

void AstPrinter::printWhen(const WhenStmt &stmt) {
  node("When", stmt.span, [&] {
    print(stmt.subject);
    for (const WhenStmt::Arm &arm : stmt.arms) {
      std::string head = arm.isElse ? "Arm else" : "Arm";
      if (arm.op)
        head += " " + spelling(*arm.op).str();
      node(head, arm.span, [&] {
        print(arm.value);
        printBlock("Body", arm.result);
      });
    }
  });
}

void AstPrinter::printControl(const Stmt &stmt) {
  auto withBody = [&](const llvm::Twine &head, const Expr *expr,
                      const Block &body) {
    node(head, stmt.span, [&] {
      print(expr);
      printBlock("Body", body);
    });
  };
  switch (stmt.kind) {
  case StmtKind::If: {
    auto &branch = llvm::cast<IfStmt>(stmt);
    return node("If", stmt.span, [&] {
      print(branch.condition);
      printBlock("Then", branch.thenBlock);
      if (branch.elseBlock)
        printBlock("Else", *branch.elseBlock);
    });
  }
  case StmtKind::While: {
    auto &loop = llvm::cast<WhileStmt>(stmt);
    return withBody("While", loop.condition, loop.body);
  }
  case StmtKind::Loop:
    return withBody("Loop", nullptr, llvm::cast<LoopStmt>(stmt).body);
  case StmtKind::For: {
    auto &loop = llvm::cast<ForStmt>(stmt);
    std::string second = loop.second ? " " + loop.second->text.str() : "";
    return withBody(("For " + loop.first.text + second).str(), loop.iterable,
                    loop.body);
  }
  case StmtKind::Match: {
    auto &match = llvm::cast<MatchStmt>(stmt);
    return node("Match", stmt.span, [&] {
      print(match.subject);
      for (const MatchStmt::Arm &arm : match.arms)
        node("Arm " + patternText(*arm.pattern), arm.span,
             [&] { printBlock("Body", arm.body); });
    });
  }
  case StmtKind::When:
    return printWhen(llvm::cast<WhenStmt>(stmt));
  case StmtKind::Break:
    return node("Break", stmt.span);
  case StmtKind::Continue:
    return node("Continue", stmt.span);
  case StmtKind::Return:
    return node("Return", stmt.span,
                [&] { print(llvm::cast<ReturnStmt>(stmt).value); });
  case StmtKind::Yield:
    return node("Yield", stmt.span,
                [&] { print(llvm::cast<YieldStmt>(stmt).value); });
  case StmtKind::Try: {
    auto &attempt = llvm::cast<TryStmt>(stmt);
    std::string name =
        attempt.variable ? " " + attempt.variable->text.str() : "";
    return node("Try" + name, stmt.span, [&] {
      printBlock("Body", attempt.body);
      printBlock("Catch", attempt.handler);
    });
  }
  case StmtKind::Safe:
    return withBody("Safe", nullptr, llvm::cast<SafeStmt>(stmt).body);
  case StmtKind::Check:
    return printCheck(llvm::cast<CheckStmt>(stmt));
  case StmtKind::Timeout: {
    auto &timeout = llvm::cast<TimeoutStmt>(stmt);
    return withBody("Timeout *" + llvm::itostr(timeout.unitMilliseconds) + "ms",
                    timeout.amount, timeout.body);
  }
  case StmtKind::Retry: {
    auto &retry = llvm::cast<RetryStmt>(stmt);
    return withBody("Retry", retry.count, retry.body);
  }
  case StmtKind::Schedule: {
    auto &schedule = llvm::cast<ScheduleStmt>(stmt);
    return withBody("Schedule *" + llvm::itostr(schedule.unitMilliseconds) +
                        "ms",
                    schedule.amount, schedule.function.body);
  }
  case StmtKind::Watch: {
    auto &watch = llvm::cast<WatchStmt>(stmt);
    return withBody("Watch", watch.path, watch.function.body);
  }
  case StmtKind::Spawn:
    return withBody("Spawn", nullptr,
                    llvm::cast<SpawnStmt>(stmt).function.body);
  default:
    return withBody("Squad", nullptr, llvm::cast<SquadStmt>(stmt).body);
  }
}
