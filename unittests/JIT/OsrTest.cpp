//===- OsrTest.cpp --------------------------------------------------------===//
//
// Each program runs as cheap code that goes over to optimized code when its
// loops are reached for the n-th time, for every n. The result has to be that
// of the program itself, which is compiled without any of this.
//
//===----------------------------------------------------------------------===//

#include "TestCode.h"
#include "forge/JIT/Jit.h"
#include "lib/JIT/OsrEntry.h"
#include "lib/JIT/TierChecks.h"
#include "lib/JIT/TierData.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>
#include <set>

using namespace forge;

namespace {

/// The owner of the cheap code of one run.
struct Switch {
  std::vector<void *> code;
  /// At which question to go over, and at how many it was.
  unsigned at = 0, asked = 0;
  std::optional<uint64_t> loop;

  static void *hotLoop(Switch *self, uint64_t index) {
    if (++self->asked != self->at)
      return nullptr;
    self->loop = index;
    return self->code[index];
  }
  static void *hotFunction(Switch *, uint64_t) { return nullptr; }
};

template <typename Function> class OsrProgram {
public:
  explicit OsrProgram(const char *text) {
    jit = llvm::cantFail(Jit::create({}));
    succeed(jit->define(
        {{hotLoopName, reinterpret_cast<void *>(Switch::hotLoop)},
         {hotFunctionName, reinterpret_cast<void *>(Switch::hotFunction)}}));
    succeed(jit->addObject(compilePlain(text)));
    succeed(jit->addObject(compileEntries(text)));
    succeed(jit->addObject(compileCheap(text)));
    plain = reinterpret_cast<Function *>(find("plain"));
    cheap = reinterpret_cast<Function *>(find("f"));
    data = reinterpret_cast<TierData *>(find(tierDataName));
    data->owner = &state;
    std::fill_n(data->functionCounters, data->functions, 1);
    for (uint64_t i = 0; i != data->loops; ++i)
      state.code.push_back(find("osr" + std::to_string(i)));
  }

  /// Goes over at every question once; returns how many there were.
  template <typename... Arguments> unsigned check(Arguments... arguments) {
    auto expected = plain(arguments...);
    for (unsigned at = 1;; ++at) {
      state.at = at;
      state.asked = 0;
      state.loop.reset();
      std::fill_n(data->loopCounters, data->loops, 0);
      auto result = cheap(arguments...);
      INFO("at " << at << ", loop " << state.loop.value_or(0));
      REQUIRE(result == expected);
      if (!state.loop)
        return at - 1;
      entered.insert(*state.loop);
    }
  }

  std::set<uint64_t> entered;

private:
  static void succeed(llvm::Error error) {
    REQUIRE(llvm::toString(std::move(error)) == "");
  }
  static void verify(llvm::Module &module) {
    std::string text;
    llvm::raw_string_ostream os(text);
    bool isBroken = llvm::verifyModule(module, &os);
    INFO(text);
    REQUIRE_FALSE(isBroken);
  }
  static std::unique_ptr<llvm::MemoryBuffer> compilePlain(const char *text) {
    llvm::LLVMContext context;
    auto module = parseModule(context, text);
    module->getFunction("f")->setName("plain");
    return compileModule(*module, 0);
  }
  static std::unique_ptr<llvm::MemoryBuffer> compileCheap(const char *text) {
    llvm::LLVMContext context;
    auto module = parseModule(context, text);
    addTierChecks(*module);
    verify(*module);
    return compileModule(*module, 0);
  }
  static std::unique_ptr<llvm::MemoryBuffer> compileEntries(const char *text) {
    llvm::LLVMContext context;
    auto module = parseModule(context, text);
    llvm::Function &function = *module->getFunction("f");
    std::vector<OsrPoint> points = findOsrPoints(function);
    for (unsigned i = 0; i != points.size(); ++i)
      createOsrEntry(function, points[i], "osr" + std::to_string(i));
    function.setLinkage(llvm::GlobalValue::InternalLinkage);
    verify(*module);
    return compileModule(*module, 2);
  }
  void *find(const std::string &name) {
    auto address = jit->lookup(name);
    if (!address)
      FAIL(llvm::toString(address.takeError()));
    return address->toPtr<void *>();
  }

  std::unique_ptr<Jit> jit;
  Function *plain, *cheap;
  TierData *data;
  Switch state;
};

} // namespace

TEST_CASE("a loop is left at any round") {
  OsrProgram<int64_t(int64_t)> program(R"(
    define i64 @f(i64 %n) {
    entry:
      br label %loop
    loop:
      %i = phi i64 [ 0, %entry ], [ %next, %loop ]
      %a = phi i64 [ 1, %entry ], [ %b, %loop ]
      %b = phi i64 [ 2, %entry ], [ %sum, %loop ]
      %sum = add i64 %a, %b
      %next = add i64 %i, 1
      %more = icmp slt i64 %next, %n
      br i1 %more, label %loop, label %done
    done:
      %r = xor i64 %sum, %i
      ret i64 %r
    })");
  CHECK(program.check(20) == 20);
  CHECK(program.check(1) == 1);
}

// %scale and %row are made in front of the inner loop and again by each round
// of the outer one; %last of the inner loop is used behind it.
TEST_CASE("nested loops are left at any round of any of them") {
  OsrProgram<int64_t(int64_t, int64_t)> program(R"(
    define i64 @f(i64 %n, i64 %m) {
    entry:
      %twice = mul i64 %n, 2
      br label %outer
    outer:
      %i = phi i64 [ 0, %entry ], [ %i1, %latch ]
      %s = phi i64 [ 7, %entry ], [ %t, %latch ]
      %scale = add i64 %i, %twice
      %row = mul i64 %scale, 5
      br label %middle
    middle:
      %j = phi i64 [ 0, %outer ], [ %j1, %behind ]
      %u = phi i64 [ %s, %outer ], [ %v2, %behind ]
      %cell = mul i64 %row, %j
      br label %inner
    inner:
      %k = phi i64 [ 0, %middle ], [ %k1, %inner ]
      %v = phi i64 [ %u, %middle ], [ %v1, %inner ]
      %x = mul i64 %v, %scale
      %last = add i64 %x, %k
      %v1 = add i64 %last, %cell
      %k1 = add i64 %k, 1
      %more.k = icmp slt i64 %k1, 3
      br i1 %more.k, label %inner, label %behind
    behind:
      %v2 = sub i64 %last, %row
      %j1 = add i64 %j, 1
      %more.j = icmp slt i64 %j1, %m
      br i1 %more.j, label %middle, label %latch
    latch:
      %t = add i64 %v2, %cell
      %i1 = add i64 %i, 1
      %more.i = icmp slt i64 %i1, %n
      br i1 %more.i, label %outer, label %done
    done:
      %r = add i64 %t, %row
      ret i64 %r
    })");
  CHECK(program.check(4, 3) == 4 + 4 * 3 + 4 * 3 * 3);
  CHECK(program.entered == std::set<uint64_t>{0, 1, 2});
}

TEST_CASE("loops with several ways out and in front of others") {
  OsrProgram<int64_t(int64_t)> program(R"(
    define i64 @f(i64 %n) {
    entry:
      br label %first
    first:
      %i = phi i64 [ 0, %entry ], [ %i1, %go ], [ %i2, %skip ]
      %big = icmp sgt i64 %i, 90
      br i1 %big, label %early, label %body
    body:
      %odd = and i64 %i, 1
      %is = icmp eq i64 %odd, 1
      br i1 %is, label %skip, label %go
    skip:
      %i2 = add i64 %i, 3
      %end2 = icmp sge i64 %i2, %n
      br i1 %end2, label %between, label %first
    go:
      %i1 = add i64 %i, 1
      %end1 = icmp sge i64 %i1, %n
      br i1 %end1, label %between, label %first
    early:
      ret i64 -1
    between:
      %c = phi i64 [ %i2, %skip ], [ %i1, %go ]
      br label %second
    second:
      %d = phi i64 [ %c, %between ], [ %d1, %second ]
      %e = phi i64 [ 0, %between ], [ %e1, %second ]
      %e1 = add i64 %e, %i
      %d1 = sub i64 %d, 1
      %more = icmp sgt i64 %d1, 0
      br i1 %more, label %second, label %done
    done:
      ret i64 %e1
    })");
  CHECK(program.check(13) > 13);
  CHECK(program.check(200) > 40);
  CHECK(program.entered == std::set<uint64_t>{0, 1});
}

TEST_CASE("buffers of the frame keep their contents") {
  OsrProgram<double(int64_t)> program(R"(
    define double @f(i64 %n) {
    entry:
      %buffer = alloca double, i32 4
      %flag = alloca i8
      store i8 1, ptr %flag
      br label %loop
    loop:
      %i = phi i64 [ 0, %entry ], [ %i1, %loop ]
      %x = phi double [ 1.5, %entry ], [ %y, %loop ]
      %slot = and i64 %i, 3
      %place = getelementptr double, ptr %buffer, i64 %slot
      store double %x, ptr %place
      %y = fmul double %x, 1.25
      %i1 = add i64 %i, 1
      %more = icmp slt i64 %i1, %n
      br i1 %more, label %loop, label %done
    done:
      %p1 = getelementptr double, ptr %buffer, i64 1
      %p3 = getelementptr double, ptr %buffer, i64 3
      %a = load double, ptr %buffer
      %b = load double, ptr %p1
      %c = load double, ptr %p3
      %ab = fadd double %a, %b
      %abc = fsub double %ab, %c
      %g = load i8, ptr %flag
      %h = uitofp i8 %g to double
      %r = fadd double %abc, %h
      ret double %r
    })");
  CHECK(program.check(11) == 11);
}

TEST_CASE("values of any type are live") {
  OsrProgram<bool(int64_t, bool, double)> program(R"(
    declare { i64, i1 } @llvm.sadd.with.overflow.i64(i64, i64)
    define zeroext i1 @f(i64 %n, i1 zeroext %b, double %x) {
    entry:
      %pair = call { i64, i1 } @llvm.sadd.with.overflow.i64(i64 %n, i64 %n)
      br label %loop
    loop:
      %i = phi i64 [ 0, %entry ], [ %i1, %loop ]
      %c = phi i1 [ %b, %entry ], [ %d, %loop ]
      %d = xor i1 %c, true
      %i1 = add i64 %i, 1
      %more = icmp slt i64 %i1, %n
      br i1 %more, label %loop, label %done
    done:
      %v = extractvalue { i64, i1 } %pair, 0
      %o = extractvalue { i64, i1 } %pair, 1
      %w = sitofp i64 %v to double
      %l = fcmp olt double %w, %x
      %m = xor i1 %l, %d
      %r = xor i1 %m, %o
      ret i1 %r
    })");
  CHECK(program.check(7, true, 2.5) == 7);
  CHECK(program.check(8, false, 200.5) == 8);
}

// Both ways into the cycle stay cheap; it has no header.
TEST_CASE("a cycle that is entered in two places is no loop") {
  OsrProgram<int64_t(int64_t)> program(R"(
    define i64 @f(i64 %n) {
    entry:
      %odd = trunc i64 %n to i1
      br i1 %odd, label %a, label %b
    a:
      %x = phi i64 [ %n, %entry ], [ %y1, %b ]
      %x1 = sub i64 %x, 3
      br label %b
    b:
      %y = phi i64 [ %n, %entry ], [ %x1, %a ]
      %y1 = sub i64 %y, 1
      %more = icmp sgt i64 %y1, 0
      br i1 %more, label %a, label %done
    done:
      ret i64 %y1
    })");
  CHECK(program.check(21) == 0);
}

TEST_CASE("what is not used behind a header is not passed") {
  llvm::LLVMContext context;
  auto module = parseModule(context, R"(
    define i64 @f(i64 %n, i64 %unused) {
    entry:
      %before = mul i64 %n, 3
      %kept = add i64 %before, 1
      br label %loop
    loop:
      %i = phi i64 [ %before, %entry ], [ %i1, %loop ]
      %i1 = sub i64 %i, %kept
      %more = icmp sgt i64 %i1, 0
      br i1 %more, label %loop, label %done
    done:
      ret i64 %i
    })");
  auto points = findOsrPoints(*module->getFunction("f"));
  REQUIRE(points.size() == 1);
  std::vector<std::string> names;
  for (llvm::Value *value : points[0].live)
    names.push_back(value->getName().str());
  CHECK(names == std::vector<std::string>{"i", "kept"});
  CHECK_FALSE(points[0].parent);
}
