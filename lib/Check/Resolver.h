//===- Resolver.h - name resolution ----------------------------*- C++ -*-===//
//
// One walk over each file in textual order, declaring what becomes visible and
// looking up what is used. Names that nothing visible explains are looked up
// once more when the file is complete (semantics 4.1, 4.2). Where variables
// live is decided after all files are resolved (StorageAssignment.cpp).
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_CHECK_RESOLVER_H
#define FORGE_LIB_CHECK_RESOLVER_H

#include "ProgramStorage.h"
#include "Scope.h"

namespace forge {

class Resolver {
public:
  Resolver(SourceManager &sources, CheckedProgram::Storage &data,
           DiagnosticEngine &diagnostics, BuiltinTarget target)
      : sources(sources), data(data), diagnostics(diagnostics), target(target) {
  }

  ModuleInfo *resolveMain(const SourceFile &file);

private:
  using Write = CheckedProgram::Storage::Write;

  /// Where the walk is.
  struct State {
    Scope *scope = nullptr;
    FunctionInfo *function = nullptr;
    ModuleInfo *module = nullptr;
    unsigned loops = 0;   ///< enclosing loops of the same function
    unsigned repeats = 0; ///< enclosing blocks that may run several times
  };
  class Nested;
  class InScope;

  // Modules.cpp
  void resolveFile(const SourceFile &file, ModuleInfo &module);
  void resolveImport(const ast::ImportStmt &stmt);
  ModuleInfo *loadModule(const ast::ImportStmt &stmt, std::string &error);
  std::string cycleTo(size_t first) const;
  void bindImport(const ast::ImportStmt &stmt, ImportInfo &info);
  void requirePrelude(const BuiltinRecord &builtin);

  // Declarations.cpp
  Variable *declare(const ast::Name &name, uint32_t visibleFrom, bool isMutable,
                    const void *site = nullptr);
  FunctionInfo *enterFunction(FunctionInfo::Kind kind, llvm::StringRef name,
                              const ast::FunctionCore &core, Span span);
  void resolveBody(FunctionInfo *function);
  void resolveFunction(const ast::FunctionStmt &stmt);
  FunctionInfo *resolveTask(const ast::FunctionCore &core, Span span);
  void resolveMethods(const ast::Name &type,
                      llvm::ArrayRef<const ast::FunctionStmt *> methods);
  void resolveStruct(const ast::StructStmt &stmt);
  void resolveAlgebraic(const ast::AlgebraicStmt &stmt);

  // ResolveStatements.cpp
  void resolveStatements(llvm::ArrayRef<const ast::Stmt *> statements);
  void resolve(const ast::Stmt *stmt);
  void resolveBlock(const ast::Block &block);
  void resolveLoopBody(const ast::Block &block);
  void resolveAssign(const ast::AssignStmt &stmt);
  void resolveMatch(const ast::MatchStmt &stmt);
  void resolvePattern(const ast::Pattern &pattern);
  void unsupported(llvm::StringRef construct, Span span);

  // ResolveExpressions.cpp
  void resolve(const ast::Expr *expr);
  void resolveAll(llvm::ArrayRef<const ast::Expr *> exprs);
  void resolveEntries(llvm::ArrayRef<ast::Entry> entries);
  void resolveField(const ast::FieldExpr &field);
  void resolveCall(const ast::CallExpr &call);
  void resolveChain(const ast::ChainExpr &chain);

  // Lookup.cpp
  NameUse *lookUp(const void *site, llvm::StringRef name, Span span);
  Variable *inTasks(Variable *variable, FunctionInfo *function);
  void lookUpAgain();
  void requireTarget(const BuiltinRecord *builtin, Span span);
  void noteWrite(const ast::Expr *place, Write write);
  void reportImmutable(size_t firstOccurrence);
  bool isUnitVariant(llvm::StringRef name) const;

  SourceManager &sources;
  CheckedProgram::Storage &data;
  DiagnosticEngine &diagnostics;
  const BuiltinTarget target;
  State state;

  /// A name whose meaning a later declaration of the file may change.
  struct Unexplained {
    size_t occurrence;
    llvm::StringRef name;
    Span span;
    Scope *scope;
  };
  llvm::SmallVector<Unexplained> unexplained;
  /// What is declared comes from an import, and is not passed on.
  bool isImporting = false;
  /// An imported file, by its real path.
  struct LoadedFile {
    std::string path;
    ModuleInfo *module;
    bool isComplete;
  };
  llvm::SmallVector<LoadedFile> loaded;
  llvm::SmallVector<llvm::StringRef> loadedPrelude;
  /// What a task has in place of a variable from outside.
  llvm::DenseMap<std::pair<FunctionInfo *, Variable *>, Variable *> taskCopies;
};

/// Walks with a state of its own: another file or function.
class Resolver::Nested {
public:
  explicit Nested(Resolver &resolver)
      : resolver(resolver), saved(resolver.state) {}
  ~Nested() { resolver.state = saved; }

private:
  Resolver &resolver;
  State saved;
};

/// Opens a scope for as long as it lives.
class Resolver::InScope {
public:
  InScope(Resolver &resolver, const void *site,
          llvm::ArrayRef<const ast::Stmt *> statements);
  ~InScope() { resolver.state.scope = resolver.state.scope->parent; }

private:
  Resolver &resolver;
};

} // namespace forge

#endif // FORGE_LIB_CHECK_RESOLVER_H
