//===- Catalogue.cpp - look-up in the builtin catalogue -------------------===//
//
// The tables are generated sorted, so that all look-ups are binary searches
// without any work at start-up.
//
//===----------------------------------------------------------------------===//

#include "forge/Builtins/Catalogue.h"

#include <algorithm>
#include <cmath>

using namespace forge;

#include "dialects/Builtins/BuiltinTable.inc"

#include "dialects/Builtins/PreludeSources.inc"

llvm::ArrayRef<BuiltinRecord> forge::allBuiltins() { return builtinTable; }
llvm::ArrayRef<EntryRecord> forge::allEntries() { return entryTable; }
llvm::ArrayRef<MemberRecord> forge::allMembers() { return memberTable; }
llvm::ArrayRef<ConstantRecord> forge::allConstants() { return constantTable; }
llvm::ArrayRef<llvm::StringLiteral> forge::allModules() { return moduleTable; }
llvm::ArrayRef<PreludeFile> forge::allPreludeFiles() { return preludeTable; }

llvm::StringRef forge::targetName(BuiltinTarget target) {
  switch (target) {
  case NativeTarget:
    return "native";
  case WasmTarget:
    return "wasm32-wasi";
  }
  return "this target";
}

/// Element whose string member equals the key, or null.
template <typename Record>
static const Record *search(llvm::ArrayRef<Record> table,
                            llvm::StringLiteral Record::*member,
                            llvm::StringRef key) {
  auto found = std::lower_bound(table.begin(), table.end(), key,
                                [=](const Record &record, llvm::StringRef key) {
                                  return llvm::StringRef(record.*member) < key;
                                });
  if (found == table.end() || llvm::StringRef(found->*member) != key)
    return nullptr;
  return found;
}

const BuiltinRecord *forge::findBuiltin(llvm::StringRef name) {
  return search(allBuiltins(), &BuiltinRecord::name, name);
}

const EntryRecord *forge::findEntry(llvm::StringRef symbol) {
  return search(allEntries(), &EntryRecord::symbol, symbol);
}

const BuiltinRecord *forge::methodBuiltin(llvm::StringRef name) {
  const BuiltinRecord *found = findBuiltin(name);
  return found && found->methodForm ? found : nullptr;
}

llvm::ArrayRef<MemberRecord> forge::membersOf(llvm::StringRef kind) {
  auto sameKind = [=](const MemberRecord &member) {
    return llvm::StringRef(member.kind) == kind;
  };
  llvm::ArrayRef<MemberRecord> table = allMembers();
  auto first = std::find_if(table.begin(), table.end(), sameKind);
  auto last = std::find_if_not(first, table.end(), sameKind);
  return llvm::ArrayRef<MemberRecord>(first, last);
}

const MemberRecord *forge::findMember(llvm::StringRef kind,
                                      llvm::StringRef name) {
  return search(membersOf(kind), &MemberRecord::name, name);
}

std::optional<double> forge::findConstant(llvm::StringRef name) {
  const ConstantRecord *found =
      search(allConstants(), &ConstantRecord::name, name);
  return found ? std::optional<double>(found->value) : std::nullopt;
}

bool forge::isModule(llvm::StringRef name) {
  return std::find(moduleTable.begin(), moduleTable.end(), name) !=
         moduleTable.end();
}

llvm::StringRef forge::preludeSource(llvm::StringRef file) {
  const PreludeFile *found =
      search(allPreludeFiles(), &PreludeFile::name, file);
  return found ? llvm::StringRef(found->source) : llvm::StringRef();
}
