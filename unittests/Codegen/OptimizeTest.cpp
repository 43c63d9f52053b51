//===- OptimizeTest.cpp ---------------------------------------------------===//

#include "forge/Codegen/Optimize.h"
#include "TestModule.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Instructions.h"

using namespace forge;

static const char program[] = R"(
  define internal i64 @sum(i64 %n) {
  entry:
    br label %loop
  loop:
    %i = phi i64 [ 0, %entry ], [ %next, %loop ]
    %s = phi i64 [ 0, %entry ], [ %t, %loop ]
    %t = add i64 %s, %i
    %next = add i64 %i, 1
    %more = icmp slt i64 %next, %n
    br i1 %more, label %loop, label %done
  done:
    ret i64 %t
  }
  define i64 @main() {
    %r = call i64 @sum(i64 5)
    ret i64 %r
  })";

TEST_CASE("-O0 leaves the module alone") {
  TestModule test(program, {TargetKind::Native, 0, ""});
  optimizeModule(*test.module, *test.machine, 0);
  CHECK(test.module->getFunction("sum"));
}

TEST_CASE("-O2 computes a loop of constants") {
  TestModule test(program);
  optimizeModule(*test.module, *test.machine, 2);
  CHECK(!test.module->getFunction("sum"));
  llvm::BasicBlock &body = test.module->getFunction("main")->getEntryBlock();
  auto *ret = llvm::dyn_cast<llvm::ReturnInst>(&body.front());
  REQUIRE(ret);
  auto *value = llvm::dyn_cast<llvm::ConstantInt>(ret->getReturnValue());
  REQUIRE(value);
  CHECK(value->getSExtValue() == 0 + 1 + 2 + 3 + 4);
}

TEST_CASE("-O0 inlines what must be inlined") {
  TestModule test(R"(
    define internal i64 @inner() alwaysinline { ret i64 1 }
    define i64 @main() { %r = call i64 @inner()
      ret i64 %r })",
                  {TargetKind::Native, 0, ""});
  optimizeModule(*test.module, *test.machine, 0);
  CHECK(llvm::isa<llvm::ReturnInst>(
      test.module->getFunction("main")->getEntryBlock().front()));
}
