//===- CatalogueTest.cpp - the records are complete and consistent --------===//

#include "forge/Builtins/Catalogue.h"
#include "BuiltinHarness.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace forge;

static std::string text(llvm::StringRef s) { return s.str(); }

TEST_CASE("every builtin is documented with a checked example") {
  for (const BuiltinRecord &builtin : allBuiltins()) {
    INFO(text(builtin.name));
    CHECK(!builtin.doc.empty());
    if (!builtin.isInternal())
      CHECK(builtin.example.contains("// expect:"));
  }
  for (const MemberRecord &member : allMembers()) {
    INFO(text(member.kind) + "." + text(member.name));
    CHECK(!member.doc.empty());
    CHECK(member.example.contains("// expect:"));
    CHECK((member.field || member.method));
  }
  for (const ConstantRecord &constant : allConstants()) {
    INFO(text(constant.name));
    CHECK(!constant.doc.empty());
    CHECK(constant.example.contains("// expect:"));
  }
}

TEST_CASE("every symbol of the catalogue is part of the runtime") {
  auto resolves = [](llvm::StringRef symbol) {
    return unittest::findSymbol({symbol.data(), symbol.size()}) != nullptr;
  };
  for (const BuiltinRecord &builtin : allBuiltins()) {
    INFO(text(builtin.name));
    if (builtin.isPrelude()) {
      CHECK(builtin.symbol.empty());
      continue;
    }
    CHECK(resolves(builtin.symbol));
    CHECK(resolves(builtin.staticObject));
  }
  for (const EntryRecord &entry : allEntries()) {
    INFO(text(entry.symbol));
    CHECK(resolves(entry.symbol));
  }
  for (const MemberRecord &member : allMembers()) {
    INFO(text(member.symbol));
    CHECK(resolves(member.symbol));
  }
}

TEST_CASE("every prelude function is defined in its file") {
  for (const BuiltinRecord &builtin : allBuiltins()) {
    if (!builtin.isPrelude())
      continue;
    INFO(text(builtin.name));
    std::string definition = "\nfn " + text(builtin.name) + "(";
    CHECK(preludeSource(builtin.prelude).contains(definition));
  }
}

TEST_CASE("the prelude uses no internal name that does not exist") {
  for (const PreludeFile &file : allPreludeFiles()) {
    llvm::StringRef rest = file.source;
    for (size_t at; (at = rest.find("__")) != llvm::StringRef::npos;) {
      llvm::StringRef name = rest.substr(at).take_while(
          [](char c) { return llvm::isAlnum(c) || c == '_'; });
      INFO(text(file.name) + ": " + text(name));
      std::string definition = "fn " + text(name) + "(";
      CHECK((findBuiltin(name) || file.source.contains(definition)));
      rest = rest.substr(at + name.size());
    }
  }
}

TEST_CASE("tables are sorted and free of duplicates") {
  for (size_t i = 1; i < allBuiltins().size(); ++i)
    CHECK(allBuiltins()[i - 1].name < allBuiltins()[i].name);
  for (size_t i = 1; i < allEntries().size(); ++i)
    CHECK(allEntries()[i - 1].symbol < allEntries()[i].symbol);
}

TEST_CASE("the methods that globals provide are those of the specification") {
  // builtins, section 1.2.
  std::set<std::string> expected;
  llvm::SmallVector<llvm::StringRef> names;
  llvm::StringRef(
      "all any capitalize chunk compact contains count diff ends_with entries "
      "enumerate filter find first flat_map flatten for_each frequencies "
      "from_entries get group_by has_key index_of join keys last "
      "last_index_of len map max_of merge min_of omit pad_end pad_start "
      "partition pick pop push reduce repeat_str replace reverse sample "
      "shuffle skip slice slugify snake_case camel_case sort sort_by split "
      "starts_with substring sum take_n title unique values zip")
      .split(names, ' ');
  for (llvm::StringRef name : names)
    expected.insert(text(name));
  std::set<std::string> actual;
  for (const BuiltinRecord &builtin : allBuiltins())
    if (builtin.methodForm)
      actual.insert(text(builtin.name));
  CHECK(actual == expected);
  CHECK(methodBuiltin("map") != nullptr);
  CHECK(methodBuiltin("say") == nullptr);
}

TEST_CASE("every function exists where the compiler runs") {
  for (const BuiltinRecord &builtin : allBuiltins()) {
    INFO(text(builtin.name));
    CHECK(builtin.existsOn(NativeTarget));
  }
}

/// Whether a value has a method is known only when the program runs, so the
/// checker could not report one that is missing.
TEST_CASE("what can be a method exists on every target") {
  for (const BuiltinRecord &builtin : allBuiltins()) {
    INFO(text(builtin.name));
    if (builtin.methodForm)
      CHECK(builtin.existsOn(WasmTarget));
  }
}

TEST_CASE("look-up by name") {
  REQUIRE(findBuiltin("split"));
  CHECK(text(findBuiltin("split")->symbol) == "frt_split");
  CHECK(findBuiltin("no_such_function") == nullptr);
  REQUIRE(findBuiltin("math.sqrt"));
  CHECK(text(findBuiltin("math.sqrt")->staticObject) ==
        "frt_builtin_math_sqrt");
  CHECK(isModule("math"));
  CHECK(!isModule("maths"));
  REQUIRE(findConstant("math.pi"));
  CHECK(*findConstant("math.pi") == 3.141592653589793);
  CHECK(!findConstant("math.sqrt"));
  REQUIRE(findMember("String", "upper"));
  CHECK(findMember("String", "upper")->field);
  REQUIRE(findMember("Set", "union"));
  CHECK(!findMember("Set", "union")->field);
  CHECK(findMember("Set", "upper") == nullptr);
  CHECK(findMember("Int", "upper") == nullptr);
  CHECK(membersOf("String").size() == 18);
  CHECK(preludeSource("Nowhere.fg").empty());
}
