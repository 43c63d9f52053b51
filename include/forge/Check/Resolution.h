//===- Resolution.h - what the names of a program mean ---------*- C++ -*-===//
//
// The result of name resolution: side tables from syntax nodes to variables,
// functions and modules. Everything is owned by the CheckedProgram and never
// changes once checking is done.
//
// A binding site is the address of the ast::Name, ast::Param or ast::Pattern
// that introduces a variable; a function is known by its ast::FunctionCore.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_CHECK_RESOLUTION_H
#define FORGE_CHECK_RESOLUTION_H

#include "forge/Builtins/Catalogue.h"
#include "forge/Syntax/Ast.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <string>

namespace forge {

struct FunctionInfo;
struct ModuleInfo;

/// Where a variable lives while its activation runs.
enum class Storage {
  Local,        ///< a slot of its function; closures copy its value
  Cell,         ///< shared with the closures that captured it
  SharedGlobal, ///< a cell that closures captured, held by a global
  Global,       ///< numbered, one per program
  Known,        ///< a function that the compiler calls directly; no storage
  Constant,     ///< a literal wherever it is read; no storage
};

/// One declaration of a variable; redeclaring adds one.
struct Declaration {
  Span span;            ///< the name
  uint32_t visibleFrom; ///< end of the initialiser
  bool isMutable;
  /// For `fn`, and for initialisers that are anonymous functions.
  FunctionInfo *function = nullptr;
  /// By `fn`: the function may be used before it is defined.
  bool isDefinition = false;
};

struct Variable {
  llvm::StringRef name;
  FunctionInfo *owner = nullptr;
  /// Declared directly at the top level of the program or of a module.
  bool isTopLevel = false;
  /// Changed by anything but its only declaration.
  bool isReassigned = false;
  /// Used in a function other than its owner.
  bool isCaptured = false;
  /// Whether the cell must exist before the declaration runs.
  bool isEarly = false;
  /// Unbound where its module stops early, also in importers.
  bool mayStayUnbound = false;
  /// Holds its first function from the beginning of its scope on.
  bool isHoisted = false;
  Storage storage = Storage::Local;
  int64_t globalIndex = -1;
  llvm::SmallVector<Declaration, 1> declarations;
  /// The function that a `Known` variable stands for, which an import may have
  /// brought here from another module.
  FunctionInfo *function = nullptr;
  /// The literal that the first declaration binds.
  const ast::Expr *literal = nullptr;
  /// The variant that the only declaration binds, with its type.
  const ast::AlgebraicStmt *type = nullptr;
  const ast::AlgebraicStmt::Variant *variant = nullptr;

  /// Whether closures get a reference to it.
  bool hasCell() const {
    return storage == Storage::Cell || storage == Storage::SharedGlobal;
  }
  bool hasStorage() const {
    return storage != Storage::Known && storage != Storage::Constant;
  }
};

/// What a name means where it is used.
struct NameUse {
  enum class Kind { Undefined, Variable, Builtin, Module, None };
  Kind kind = Kind::Undefined;
  Variable *variable = nullptr;
  /// The builtin; with a variable: its meaning until the variable is bound.
  const BuiltinRecord *builtin = nullptr;
  /// The variable's declaration may not have run yet.
  bool mayBeUnbound = false;
  /// Whether the declaration in force allows assignment.
  bool isMutable = true;
  /// Text that helps with an undefined name, or empty.
  std::string hint;
};

/// A function, method, lambda, module body, the block of a task, or the main
/// program.
struct FunctionInfo {
  enum class Kind { Program, Module, Named, Method, Lambda, Task };
  /// A variable that a task has a copy of: it starts with the value that the
  /// original has where the task is started.
  struct Copy {
    const NameUse *original;
    Variable *copy;
  };
  Kind kind = Kind::Program;
  llvm::StringRef name;     ///< Named and Method
  llvm::StringRef typeName; ///< Method
  const ast::FunctionCore *core = nullptr;
  Span span;
  ModuleInfo *module = nullptr;
  FunctionInfo *parent = nullptr; ///< null for programs and modules
  /// The variables of other functions that it needs, in order of first use:
  /// those it mentions and those of the known functions it refers to.
  llvm::SmallVector<Variable *, 4> captures;
  /// Task: local variables of the functions around it.
  llvm::SmallVector<Copy, 0> copies;
  /// Task: the `schedule` or `watch` that runs the block again and again. What
  /// it waits for is the last captured value.
  const ast::Stmt *background = nullptr;

  /// Values that a closure of the function holds.
  size_t capturedCount() const {
    return captures.size() + copies.size() + (background ? 1 : 0);
  }

  bool isBody() const { return kind == Kind::Program || kind == Kind::Module; }
  bool isNestedIn(const FunctionInfo *other) const {
    for (const FunctionInfo *f = this; f; f = f->parent)
      if (f == other)
        return true;
    return false;
  }
};

/// A piece of a long file, compiled as a function of its own. Compilers need
/// more than linear time for a function, and scripts have one.
struct FilePart {
  llvm::ArrayRef<const ast::Stmt *> statements;
  /// Local variables that an earlier part has bound, and those that a later
  /// part needs. Between parts their values are in globals.
  llvm::SmallVector<Variable *, 0> taken, given;
};

/// A file of the program.
struct ModuleInfo {
  enum class Form {
    Main,
    Inline,   ///< imported once: runs as a part of its importer
    Function, ///< imported in several places or repeatedly
    Prelude,
  };
  Form form = Form::Main;
  llvm::ArrayRef<const ast::Stmt *> statements;
  FunctionInfo *body = nullptr;
  ModuleInfo *importer = nullptr; ///< the first one
  /// A `return` at the top level may leave definitions unbound.
  bool stopsEarly = false;
  /// The statements in pieces, in order, if the file is long; else empty.
  llvm::SmallVector<FilePart, 0> parts;
  /// What an import brings: top-level definitions in order of declaration.
  llvm::SmallVector<Variable *, 0> exports;
};

/// An import statement that means a file.
struct ImportInfo {
  ModuleInfo *module = nullptr; ///< null if it cannot be loaded
  /// What the statement raises, after the module has run; or empty.
  std::string error;
  struct Binding {
    Variable *from;
    Variable *to;
  };
  llvm::SmallVector<Binding, 0> bindings;
};

class Resolution {
public:
  const NameUse *use(const void *site) const { return uses.lookup(site); }
  /// The variable that a binding site introduces.
  Variable *binding(const void *site) const { return bindings.lookup(site); }
  FunctionInfo *function(const ast::FunctionCore *core) const {
    return functions.lookup(core);
  }
  /// Null for built-in modules.
  const ImportInfo *import(const ast::ImportStmt *stmt) const {
    return imports.lookup(stmt);
  }
  /// Whether a bare name in a pattern tests for a variant.
  bool isVariantTest(const ast::Pattern *pattern) const {
    return variantTests.contains(pattern);
  }
  /// Variables of the scope that a block opens which must exist when it is
  /// entered. Sites are blocks; for bodies of files, their ModuleInfo.
  llvm::ArrayRef<Variable *> entered(const void *scope) const {
    auto it = earlyVariables.find(scope);
    if (it == earlyVariables.end())
      return {};
    return it->second;
  }
  /// The prelude's definition of a builtin.
  FunctionInfo *prelude(llvm::StringRef name) const {
    return preludeFunctions.lookup(name);
  }
  int64_t globalCount() const { return globals; }
  /// Whether several tasks may run.
  bool hasTasks() const { return startsTasks; }
  /// Whether there are a `schedule` or `watch`.
  bool hasBackground() const { return startsBackground; }
  /// Whether there may be channels.
  bool usesChannels() const { return namesChannels; }

private:
  friend class Resolver;
  friend class StorageAssignment;
  llvm::DenseMap<const void *, NameUse *> uses;
  llvm::DenseMap<const void *, Variable *> bindings;
  llvm::DenseMap<const ast::FunctionCore *, FunctionInfo *> functions;
  llvm::DenseMap<const ast::ImportStmt *, ImportInfo *> imports;
  llvm::DenseMap<const void *, llvm::SmallVector<Variable *, 2>> earlyVariables;
  llvm::DenseMap<const ast::Pattern *, bool> variantTests;
  llvm::DenseMap<llvm::StringRef, FunctionInfo *> preludeFunctions;
  int64_t globals = 0;
  bool startsTasks = false;
  bool startsBackground = false;
  bool namesChannels = false;
};

} // namespace forge

#endif // FORGE_CHECK_RESOLUTION_H
