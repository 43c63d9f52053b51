//===- EmitMatch.cpp - pattern matching -----------------------------------===//

#include "FunctionEmitter.h"

using namespace forge;
using namespace forge::ir;
using namespace forge::ast;
using namespace mlir;

void FunctionEmitter::emitFields(const ast::Pattern &pattern, Value subject,
                                 Block *fail) {
  if (pattern.items.empty())
    return;
  Block *matches = newBlock();
  Value arity = make<MatchArityOp>(subject);
  branch(compareInt(arith::CmpIPredicate::sge, arity, pattern.items.size()),
         matches, fail);
  start(matches);
  for (auto [index, item] : llvm::enumerate(pattern.items)) {
    if (item->form == ast::Pattern::Form::Wildcard)
      continue;
    Value field = make<MatchPayloadOp>(anyType(), subject, uint64_t(index));
    emitPattern(*item, field, fail);
  }
}

/// Tests a pattern and binds its names; goes on where it matches.
void FunctionEmitter::emitPattern(const ast::Pattern &pattern, Value subject,
                                  Block *fail) {
  At at(*this, pattern.span);
  auto require = [&](Value condition) {
    Block *matches = newBlock();
    branch(condition, matches, fail);
    start(matches);
  };
  switch (pattern.form) {
  case ast::Pattern::Form::Wildcard:
    return;
  case ast::Pattern::Form::Literal: {
    Value literal = emit(pattern.literal);
    return require(make<EqualOp>(subject, literal));
  }
  case ast::Pattern::Form::Binding:
    if (!program.names().isVariantTest(&pattern))
      return bindSite(&pattern, subject);
    return require(make<MatchVariantOp>(subject, pattern.name.text));
  case ast::Pattern::Form::Constructor:
    require(make<MatchVariantOp>(subject, pattern.name.text));
    return emitFields(pattern, subject, fail);
  }
}

Value FunctionEmitter::emitMatch(const MatchStmt &stmt, bool wanted) {
  const Resolution &names = program.names();
  Value subject = emit(stmt.subject);
  bool hasCatchAll = false;
  SmallVector<StringRef> variants;
  for (const MatchStmt::Arm &arm : stmt.arms) {
    const ast::Pattern &pattern = *arm.pattern;
    if (pattern.form == ast::Pattern::Form::Constructor ||
        names.isVariantTest(&pattern))
      variants.push_back(pattern.name.text);
    else if (pattern.form != ast::Pattern::Form::Literal)
      hasCatchAll = true;
  }
  if (!hasCatchAll)
    handleError(make<MatchCheckOp>(subject, strings(variants)).getError());

  Block *merge = newBlock(wanted);
  for (const MatchStmt::Arm &arm : stmt.arms) {
    At at(*this, arm.span);
    Block *next = newBlock();
    enterScope(&arm.body);
    emitPattern(*arm.pattern, subject, next);
    leave(merge, emitStatements(arm.body.statements, wanted), wanted);
    start(next);
  }
  if (!hasCatchAll)
    runtime("frt_match_none", {subject});
  leave(merge, {}, wanted);
  return enter(merge, wanted);
}
