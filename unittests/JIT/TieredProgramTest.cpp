//===- TieredProgramTest.cpp ----------------------------------------------===//

#include "forge/JIT/TieredProgram.h"
#include "TestCode.h"
#include "forge/Codegen/EmitObject.h"
#include <atomic>
#include <thread>

using namespace forge;

namespace {

/// A program whose cheap code has been linked.
class Running {
public:
  explicit Running(const char *text, TierOptions options,
                   bool isReadable = true) {
    jit = llvm::cantFail(Jit::create({}));
    llvm::LLVMContext context;
    auto module = parseModule(context, text);
    TargetOptions target;
    auto machine = llvm::cantFail(createTargetMachine(target));
    module->setDataLayout(machine->createDataLayout());
    bitcode =
        llvm::cantFail(emitToMemory(*module, *machine, EmitKind::Bitcode));
    if (!isReadable)
      bitcode.resize(bitcode.size() / 2);
    makeCheapModule(*module);
    program = std::make_unique<TieredProgram>(
        *jit, llvm::StringRef(bitcode.data(), bitcode.size()),
        std::move(options));
    succeed(program->prepare());
    succeed(jit->addObject(compileModule(*module, 0)));
    succeed(program->attach());
  }

  template <typename Function> Function *find(llvm::StringRef name) {
    auto address = jit->lookup(name);
    if (!address)
      FAIL(llvm::toString(address.takeError()));
    return address->toPtr<Function *>();
  }
  TieredProgram::Counts counts() const { return program->counts(); }
  void stop() { program.reset(); }

private:
  static void succeed(llvm::Error error) {
    REQUIRE(llvm::toString(std::move(error)) == "");
  }

  std::unique_ptr<Jit> jit;
  llvm::SmallVector<char, 0> bitcode;
  std::unique_ptr<TieredProgram> program;
};

} // namespace

static TierOptions waiting(uint64_t hotAfter) {
  TierOptions options;
  options.hotAfter = hotAfter;
  options.waitForHot = true;
  return options;
}

static const char fib[] = R"(
  define internal i64 @fib(i64 %n) {
    %small = icmp slt i64 %n, 2
    br i1 %small, label %done, label %again
  again:
    %n1 = sub i64 %n, 1
    %n2 = sub i64 %n, 2
    %a = call i64 @fib(i64 %n1)
    %b = call i64 @fib(i64 %n2)
    %c = add i64 %a, %b
    ret i64 %c
  done:
    ret i64 %n
  }
  define i64 @start(i64 %n) {
    %r = call i64 @fib(i64 %n)
    ret i64 %r
  })";

TEST_CASE("functions change over when they are hot, and not before") {
  Running program(fib, waiting(50));
  auto *start = program.find<int64_t(int64_t)>("start");
  CHECK(start(6) == 8); // 25 calls
  CHECK(program.counts().compilations == 0);
  CHECK(start(20) == 6765);
  CHECK(program.counts().compilations == 1);
  CHECK(program.counts().functions > 0);
  unsigned before = program.counts().functions;
  CHECK(start(20) == 6765);
  CHECK(program.counts().functions == before);
}

TEST_CASE("cheap code stays if nothing shall be hot") {
  TierOptions options = waiting(1);
  options.neverHot = true;
  Running program(fib, options);
  CHECK(program.find<int64_t(int64_t)>("start")(20) == 6765);
  CHECK(program.counts().compilations == 0);
  CHECK(program.counts().functions == 0);
}

static const char loops[] = R"(
  @sum = internal global i64 5
  @rounds = global i64 0
  @step = internal constant i64 3
  define i64 @start(i64 %n) {
  entry:
    br label %loop
  loop:
    %i = phi i64 [ 0, %entry ], [ %i1, %loop ]
    %old = load i64, ptr @sum
    %step = load i64, ptr @step
    %new = add i64 %old, %step
    store i64 %new, ptr @sum
    %rounds = load i64, ptr @rounds
    %rounds1 = add i64 %rounds, 1
    store i64 %rounds1, ptr @rounds
    %i1 = add i64 %i, 1
    %more = icmp slt i64 %i1, %n
    br i1 %more, label %loop, label %done
  done:
    %r = load i64, ptr @sum
    ret i64 %r
  })";

TEST_CASE("a loop changes over while it runs; variables exist once") {
  Running program(loops, waiting(100));
  auto *start = program.find<int64_t(int64_t)>("start");
  CHECK(start(1000) == 5 + 3 * 1000);
  CHECK(program.counts().loops == 1);
  CHECK(program.counts().compilations == 1);
  CHECK(start(10) == 5 + 3 * 1010);
  CHECK(*program.find<int64_t>("rounds") == 1010);
}

TEST_CASE("a loop changes over without anybody waiting") {
  TierOptions options;
  options.hotAfter = 100;
  Running program(loops, options);
  auto *start = program.find<int64_t(int64_t)>("start");
  // As many rounds as it takes.
  int64_t rounds = 0;
  while (program.counts().loops == 0 && program.counts().functions == 0)
    REQUIRE(start(1000) == 5 + 3 * (rounds += 1000));
  CHECK(start(1000) == 5 + 3 * (rounds + 1000));
}

static const char longInner[] = R"(
  define i64 @start(i64 %n, i64 %first, i64 %last) {
  entry:
    %n1 = sub i64 %n, 1
    br label %outer
  outer:
    %i = phi i64 [ 0, %entry ], [ %i1, %latch ]
    %s = phi i64 [ 0, %entry ], [ %t, %latch ]
    %is.last = icmp eq i64 %i, %n1
    %m = select i1 %is.last, i64 %last, i64 %first
    br label %inner
  inner:
    %j = phi i64 [ 0, %outer ], [ %j1, %inner ]
    %t = phi i64 [ %s, %outer ], [ %u, %inner ]
    %u = add i64 %t, %i
    %j1 = add i64 %j, 1
    %more.j = icmp slt i64 %j1, %m
    br i1 %more.j, label %inner, label %latch
  latch:
    %i1 = add i64 %i, 1
    %more.i = icmp slt i64 %i1, %n
    br i1 %more.i, label %outer, label %done
  done:
    ret i64 %u
  })";

TEST_CASE("the outer loop is entered if it goes round regularly") {
  Running program(longInner, waiting(100));
  auto *start = program.find<int64_t(int64_t, int64_t, int64_t)>("start");
  start(50, 10, 10);
  CHECK(program.counts().compilations == 1);
  CHECK(program.counts().loops == 1);
}

// Two rounds made a third one likely, but that is a long one.
TEST_CASE("an inner loop does not wait for ever for the outer one") {
  Running program(longInner, waiting(100));
  auto *start = program.find<int64_t(int64_t, int64_t, int64_t)>("start");
  // The last addition of an inner loop does not reach the next one.
  CHECK(start(3, 40, 100000) == 1 * 39 + 2 * 100000);
  CHECK(program.counts().compilations == 2);
  CHECK(program.counts().loops == 1);
}

// The inner loop is hot first, and lets the outer one come round.
TEST_CASE("nested loops change over without anybody waiting") {
  TierOptions options;
  options.hotAfter = 100;
  Running program(R"(
    define i64 @start(i64 %n, i64 %m) {
    entry:
      br label %outer
    outer:
      %i = phi i64 [ 0, %entry ], [ %i1, %latch ]
      %s = phi i64 [ 0, %entry ], [ %u, %latch ]
      %factor = add i64 %i, 3
      br label %inner
    inner:
      %j = phi i64 [ 0, %outer ], [ %j1, %inner ]
      %t = phi i64 [ %s, %outer ], [ %u, %inner ]
      %x = mul i64 %j, %factor
      %u = add i64 %t, %x
      %j1 = add i64 %j, 1
      %more.j = icmp slt i64 %j1, %m
      br i1 %more.j, label %inner, label %latch
    latch:
      %i1 = add i64 %i, 1
      %more.i = icmp slt i64 %i1, %n
      br i1 %more.i, label %outer, label %done
    done:
      ret i64 %u
    })",
                  options);
  auto *start = program.find<int64_t(int64_t, int64_t)>("start");
  // The sum of j below m, times the sum of i + 3 below n.
  auto expected = [](int64_t n, int64_t m) {
    return m * (m - 1) / 2 * (n * (n - 1) / 2 + 3 * n);
  };
  while (program.counts().loops == 0 && program.counts().functions == 0)
    REQUIRE(start(100, 10) == expected(100, 10));
  // The function is replaced after its next entries at the latest.
  for (unsigned i = 0; i != 200; ++i)
    REQUIRE(start(30, 50) == expected(30, 50));
}

// The address is compared, called, and read from a constant.
TEST_CASE("the address of a function stays what it was") {
  Running program(R"(
    @table = internal constant [1 x ptr] [ptr @callee]
    define internal i64 @callee(i64 %x) {
      %r = add i64 %x, 1
      ret i64 %r
    }
    define ptr @address(i64 %rounds) {
      ret ptr @callee
    }
    define i64 @call(ptr %f, i64 %x) {
      %r = call i64 %f(i64 %x)
      ret i64 %r
    }
    define i1 @is_in_table(ptr %f) {
      %g = load ptr, ptr @table
      %r = icmp eq ptr %f, %g
      ret i1 %r
    })",
                  waiting(3));
  auto *address = program.find<void *(int64_t)>("address");
  auto *call = program.find<int64_t(void *, int64_t)>("call");
  auto *isInTable = program.find<bool(void *)>("is_in_table");
  void *callee = address(0);
  for (int64_t i = 0; i != 20; ++i) {
    REQUIRE(address(i) == callee);
    REQUIRE(call(callee, i) == i + 1);
    REQUIRE(isInTable(callee));
  }
  CHECK(program.counts().functions >= 3);
}

TEST_CASE("what cannot be compiled again stays cheap") {
  Running program(loops, waiting(10), /*isReadable=*/false);
  auto *start = program.find<int64_t(int64_t)>("start");
  CHECK(start(1000) == 5 + 3 * 1000);
  CHECK(start(1000) == 5 + 3 * 2000);
  CHECK(program.counts().loops == 0);
}

TEST_CASE("the whole program is compiled after what was hot") {
  std::atomic<bool> isHot = false;
  std::atomic<size_t> objectSize = 0;
  TierOptions options = waiting(10);
  options.onHot = [&] { isHot = objectSize == 0; };
  options.onOptimized = [&](llvm::StringRef object) {
    objectSize = object.size();
  };
  Running program(loops, options);
  CHECK(program.find<int64_t(int64_t)>("start")(1000) == 5 + 3 * 1000);
  while (objectSize == 0)
    std::this_thread::yield();
  CHECK(isHot);
  CHECK(program.counts().compilations == 1);
}

TEST_CASE("the end of a program does not wait for what is not needed") {
  for (unsigned i = 0; i != 20; ++i) {
    TierOptions options;
    options.hotAfter = i;
    options.onOptimized = [](llvm::StringRef) {};
    Running program(fib, options);
    CHECK(program.find<int64_t(int64_t)>("start")(12) == 144);
    program.stop();
  }
}
