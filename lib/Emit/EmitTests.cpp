//===- EmitTests.cpp - the program of a file with tests -------------------===//
//
// The top level of the file, then for each test that is not skipped:
//
//   if (frt_test_begin(number)) {
//     before(); test(); after();
//     frt_test_end(number);
//   }
//
// Errors go to `frt_test_failed`. That of the top level ends the program, that
// of the function before the test ends the test, that of the test itself does
// not keep the function after it from running.
//
//===----------------------------------------------------------------------===//

#include "FunctionEmitter.h"
#include "forge/Check/TestPlan.h"

using namespace forge;
using namespace forge::ir;
using namespace forge::ast;
using namespace mlir;

/// Calls a function of the file; with an error it goes on at `failed`, after
/// reporting it.
void FunctionEmitter::callForTest(const FunctionStmt &called,
                                  rt::TestPhase phase, Block *failed) {
  At at(*this, called.name.span);
  Block *raised = newBlock(), *done = newBlock();
  Block *outer = std::exchange(handler, raised);
  ++catching;
  callValue(read(*program.names().binding(&called.name)), {});
  --catching;
  handler = outer;
  branch(done);
  startHandler(raised);
  runtime("frt_test_failed", {integer(int64_t(phase))});
  branch(failed);
  start(done);
}

void FunctionEmitter::emitTest(const FunctionStmt &test,
                               const FunctionStmt *before,
                               const FunctionStmt *after, int64_t number) {
  At at(*this, test.name.span);
  Block *run = newBlock(), *clean = newBlock(), *end = newBlock(),
        *next = newBlock();
  branch(runtime("frt_test_begin", {integer(number)}), run, next);
  start(run);
  if (before)
    callForTest(*before, rt::TestPhase::Before, end);
  callForTest(test, rt::TestPhase::Test, clean);
  branch(clean);
  start(clean);
  if (after)
    callForTest(*after, rt::TestPhase::After, end);
  branch(end);
  start(end);
  runtime("frt_test_end", {integer(number)});
  branch(next);
  start(next);
}

void FunctionEmitter::emitTests() {
  const ModuleInfo &module = *function.module;
  Block *failed = newBlock(), *done = newBlock();
  runtime("frt_test_start", {});
  handler = failed;
  ++catching;
  emitInlineModule(module);
  --catching;
  handler = nullptr;
  TestPlan plan = planTests(module.statements);
  for (auto [number, test] : llvm::enumerate(plan.tests))
    if (!test.isSkipped)
      emitTest(*test.function, plan.before, plan.after, int64_t(number));
  branch(done);
  startHandler(failed);
  runtime("frt_test_failed", {integer(int64_t(rt::TestPhase::TopLevel))});
  branch(done);
  start(done);
}
