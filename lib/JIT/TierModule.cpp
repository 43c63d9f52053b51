//===- TierModule.cpp - what becomes hot, as a module of its own ----------===//
//
// Functions stay internal, so that they are inlined and specialized as in a
// whole program. An entry that only one place calls is a copy, because LLVM
// inlines a function into its only caller whatever the size.
//
//===----------------------------------------------------------------------===//

#include "TierModule.h"
#include "OsrEntry.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/Utils/Cloning.h"

using namespace forge;

std::string forge::sharedName(const llvm::GlobalValue &value) {
  return llvm::isa<llvm::Function>(value) ? (value.getName() + ".cheap").str()
                                          : value.getName().str();
}

/// Uses other than calls, and whatever refers to the function from data, mean
/// the address.
static bool isCallee(const llvm::Use &use) {
  auto *call = llvm::dyn_cast<llvm::CallBase>(use.getUser());
  return call && call->isCallee(&use);
}

static void refer(llvm::Function &function) {
  if (llvm::all_of(function.uses(), isCallee))
    return;
  llvm::Function *cheap = llvm::Function::Create(
      function.getFunctionType(), llvm::GlobalValue::ExternalLinkage,
      sharedName(function), function.getParent());
  cheap->setAttributes(function.getAttributes());
  function.replaceUsesWithIf(
      cheap, [](const llvm::Use &use) { return !isCallee(use); });
}

/// The content of a constant may be known; variables have any.
static void refer(llvm::GlobalVariable &variable) {
  if (variable.isConstant()) {
    variable.setLinkage(llvm::GlobalValue::AvailableExternallyLinkage);
  } else {
    variable.setInitializer(nullptr);
    variable.setLinkage(llvm::GlobalValue::ExternalLinkage);
  }
  // The code may lie anywhere, not only near the data.
  variable.setDSOLocal(false);
}

/// Functions that no entry needs would count as callers of others. The
/// program's first function is one: it runs once, and does already.
static void dropUnneeded(const TierMap &map,
                         llvm::ArrayRef<llvm::Function *> entries) {
  llvm::SetVector<llvm::Function *> needed(entries.begin(), entries.end());
  for (size_t i = 0; i != needed.size(); ++i)
    for (llvm::Instruction &instruction : llvm::instructions(*needed[i]))
      for (llvm::Value *operand : instruction.operands())
        if (auto *callee = llvm::dyn_cast<llvm::Function>(operand))
          needed.insert(callee);
  for (const TierMap::Function &function : map.functions)
    if (!needed.contains(function.code))
      function.code->deleteBody();
}

static void makeFunctionEntry(llvm::Function &function, llvm::StringRef name) {
  llvm::Function *entry = &function;
  auto isRecursive = [&](const llvm::User *user) {
    return llvm::cast<llvm::Instruction>(user)->getFunction() == &function;
  };
  if (function.hasOneUse() && !isRecursive(function.user_back())) {
    llvm::ValueToValueMapTy map;
    entry = llvm::CloneFunction(&function, map);
  }
  entry->setName(name);
  entry->setLinkage(llvm::GlobalValue::ExternalLinkage);
}

void forge::makeTierModule(llvm::Module &module, const TierMap &map,
                           llvm::MutableArrayRef<TierEntry> entries,
                           llvm::StringRef suffix) {
  for (llvm::GlobalValue *value : map.shared)
    if (auto *variable = llvm::dyn_cast<llvm::GlobalVariable>(value))
      refer(*variable);
  for (const TierMap::Function &function : map.functions) {
    refer(*function.code);
    function.code->setLinkage(llvm::GlobalValue::InternalLinkage);
  }
  // Loops first: they are found in functions as they were.
  llvm::SmallVector<llvm::Function *> code;
  for (TierEntry &entry : entries) {
    if (entry.kind == TierEntry::Kind::Function) {
      code.push_back(map.functions[entry.index].code);
      continue;
    }
    const TierMap::Loop &loop = map.loops[entry.index];
    const TierMap::Function &function = map.functions[loop.function];
    entry.name =
        (function.code->getName() + ".osr." + llvm::Twine(loop.index) + suffix)
            .str();
    code.push_back(
        createOsrEntry(*function.code, function.loops[loop.index], entry.name));
  }
  dropUnneeded(map, code);
  for (TierEntry &entry : entries) {
    if (entry.kind != TierEntry::Kind::Function)
      continue;
    llvm::Function &code = *map.functions[entry.index].code;
    entry.name = (code.getName() + ".hot" + suffix).str();
    makeFunctionEntry(code, entry.name);
  }
  assert(!llvm::verifyModule(module, &llvm::errs()) && "broken entries");
}
