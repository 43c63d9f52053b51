//===- ProgramStorage.h - what a checked program owns ----------*- C++ -*-===//

#ifndef FORGE_LIB_CHECK_PROGRAMSTORAGE_H
#define FORGE_LIB_CHECK_PROGRAMSTORAGE_H

#include "Scope.h"
#include "forge/Check/Check.h"
#include "forge/Syntax/Parser.h"
#include <deque>
#include <vector>

namespace forge {

/// Deques, because everything is referred to by address.
struct CheckedProgram::Storage {
  /// What a use does to the variable: updating calls depend on its value.
  enum class Write { None, Update, Assign };

  /// A use, with its place.
  struct Occurrence {
    NameUse *use;
    FunctionInfo *function;
    Span span;
    Write write = Write::None;
    /// Nothing visible explained it: the declaration follows.
    bool isLate = false;
  };

  const SourceManager *sources = nullptr;
  ModuleInfo *main = nullptr;
  Resolution resolution;
  std::deque<Variable> variables;
  std::deque<NameUse> uses;
  std::deque<FunctionInfo> functions;
  std::deque<ModuleInfo> modules;
  std::deque<ImportInfo> imports;
  std::deque<Scope> scopes;
  std::vector<Occurrence> occurrences;
  std::vector<std::unique_ptr<SyntaxTree>> trees;
  std::vector<Lookup> lookups;
  /// Scope of each variable.
  llvm::DenseMap<const Variable *, Scope *> scopeOf;
};

/// Cuts files whose code runs once into parts, if they are long.
void splitFiles(CheckedProgram::Storage &data);

/// Gives the variables that several parts of a file use a global. What no
/// function and no other file uses stays local and is handed from part to part.
/// `globals` counts those of the program.
void assignParts(CheckedProgram::Storage &data, int64_t &globals);

/// Decides where variables live and what functions capture.
void assignStorage(CheckedProgram::Storage &data);

} // namespace forge

#endif // FORGE_LIB_CHECK_PROGRAMSTORAGE_H
