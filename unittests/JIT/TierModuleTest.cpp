//===- TierModuleTest.cpp -------------------------------------------------===//

#include "lib/JIT/TierModule.h"
#include "TestCode.h"

using namespace forge;

static const char program[] = R"(
  @variable = internal global i64 1
  @constant = internal constant [2 x ptr] [ptr @leaf, ptr @variable]
  define void @forge_program() {
    %a = call i64 @hot(i64 1)
    %b = call i64 @unneeded(i64 %a)
    ret void
  }
  define internal i64 @hot(i64 %x) {
    %a = call i64 @leaf(i64 %x)
    %b = call i64 @twice(i64 %a)
    %c = call i64 @take(ptr @leaf)
    ret i64 %c
  }
  define internal i64 @twice(i64 %x) {
    %v = load i64, ptr @variable
    %f = load ptr, ptr @constant
    %r = call i64 %f(i64 %v)
    ret i64 %r
  }
  define internal i64 @unneeded(i64 %x) {
    %a = call i64 @twice(i64 %x)
    ret i64 %a
  }
  define internal i64 @leaf(i64 %x) {
    ret i64 %x
  }
  declare i64 @take(ptr))";

static llvm::GlobalValue &named(llvm::Module &module, llvm::StringRef name) {
  llvm::GlobalValue *value = module.getNamedValue(name);
  INFO(name.str());
  REQUIRE(value);
  return *value;
}

/// The numbers of functions in `program`.
enum { mainIndex, hotIndex, twiceIndex };

static std::vector<TierEntry>
makeEntries(llvm::Module &module, std::initializer_list<unsigned> functions) {
  std::vector<TierEntry> entries;
  for (unsigned index : functions)
    entries.push_back({TierEntry::Kind::Function, index, ""});
  TierMap map(module);
  makeTierModule(module, map, entries, ".1");
  return entries;
}

TEST_CASE("both sides number functions and data alike") {
  llvm::LLVMContext context;
  auto module = parseModule(context, program);
  TierMap map(*module);
  std::vector<std::string> names, shared;
  for (const TierMap::Function &function : map.functions)
    names.push_back(function.code->getName().str());
  for (llvm::GlobalValue *value : map.shared)
    shared.push_back(value->getName().str());
  CHECK(names == std::vector<std::string>{"forge_program", "hot", "twice",
                                          "unneeded", "leaf"});
  CHECK(shared == std::vector<std::string>{"variable", "constant",
                                           "forge_program", "hot", "twice",
                                           "unneeded", "leaf"});
  CHECK(map.loops.empty());
}

TEST_CASE("functions that must be inlined have no tier") {
  llvm::LLVMContext context;
  auto module = parseModule(context, R"(
    define internal i64 @helper(i64 %x) alwaysinline { ret i64 %x }
    define i64 @f(i64 %x) { %r = call i64 @helper(i64 %x)
      ret i64 %r }
    @0 = internal global i64 0)");
  TierMap map(*module);
  REQUIRE(map.functions.size() == 1);
  CHECK(map.functions[0].code->getName() == "f");
  // Data without a name gets one, to be found by.
  REQUIRE(map.shared.size() == 2);
  CHECK(map.shared[0]->hasName());
}

TEST_CASE("data is the cheap code's, wherever that lies") {
  llvm::LLVMContext context;
  auto module = parseModule(context, program);
  makeEntries(*module, {hotIndex});
  auto &variable = llvm::cast<llvm::GlobalVariable>(named(*module, "variable"));
  CHECK_FALSE(variable.hasInitializer());
  CHECK_FALSE(variable.isDSOLocal());
  auto &constant = llvm::cast<llvm::GlobalVariable>(named(*module, "constant"));
  CHECK(constant.hasAvailableExternallyLinkage());
  CHECK_FALSE(constant.isDSOLocal());
  // The content may be known, and names the cheap function.
  CHECK(constant.getInitializer()->getAggregateElement(0u) ==
        &named(*module, "leaf.cheap"));
}

TEST_CASE("only what entries need is left") {
  llvm::LLVMContext context;
  auto module = parseModule(context, program);
  auto entries = makeEntries(*module, {hotIndex});
  CHECK(entries[0].name == "hot.hot.1");
  CHECK(named(*module, "hot.hot.1").hasExternalLinkage());
  CHECK(named(*module, "twice").hasInternalLinkage());
  CHECK(named(*module, "leaf").hasInternalLinkage());
  CHECK(named(*module, "leaf.cheap").isDeclaration());
  CHECK(named(*module, "forge_program").isDeclaration());
  CHECK(named(*module, "unneeded").isDeclaration());
}

TEST_CASE("the only caller of an entry keeps the function to itself") {
  llvm::LLVMContext context;
  auto module = parseModule(context, program);
  makeEntries(*module, {hotIndex, twiceIndex});
  CHECK(named(*module, "twice.hot.1").hasExternalLinkage());
  auto &inner = llvm::cast<llvm::Function>(named(*module, "twice"));
  CHECK(inner.hasInternalLinkage());
  CHECK(inner.hasOneUse());
}

TEST_CASE("an entry with several callers is called by them") {
  llvm::LLVMContext context;
  auto module = parseModule(context, program);
  makeEntries(*module, {mainIndex, twiceIndex});
  CHECK_FALSE(module->getFunction("twice"));
  CHECK(named(*module, "twice.hot.1").hasNUses(2));
}
