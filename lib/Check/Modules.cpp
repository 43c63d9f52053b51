//===- Modules.cpp - files of a program -----------------------------------===//
//
// Imports are followed when the walk meets them (semantics 10); prelude files
// when something names one of their functions.
//
//===----------------------------------------------------------------------===//

#include "Resolver.h"
#include "forge/Check/ServerPlan.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace forge;

ModuleInfo *Resolver::resolveMain(const SourceFile &file) {
  ModuleInfo &module = data.modules.emplace_back();
  module.form = ModuleInfo::Form::Main;
  llvm::SmallString<128> path;
  if (!llvm::sys::fs::real_path(file.path(), path))
    loaded.push_back({path.str().str(), &module, /*isComplete=*/false});
  resolveFile(file, module);

  ServerPlan plan = planServer(module.statements);
  checkServer(plan, diagnostics, target);
  // Requests reach the handlers' names when the top level has run.
  for (const RoutePlan &route : plan.routes)
    if (Variable *variable = data.resolution.binding(&route.function->name))
      variable->isCaptured = true;
  return &module;
}

void Resolver::resolveFile(const SourceFile &file, ModuleInfo &module) {
  auto tree = parse(file, diagnostics);
  bool isReadable = !tree->hasErrors();
  size_t firstFinding = diagnostics.diagnostics().size();
  module.statements = tree->statements();
  data.trees.push_back(std::move(tree));

  Nested nested(*this);
  auto outerUnexplained = std::exchange(unexplained, {});
  bool wasImporting = std::exchange(isImporting, false);
  FunctionInfo &body = data.functions.emplace_back();
  body.kind = module.form == ModuleInfo::Form::Main
                  ? FunctionInfo::Kind::Program
                  : FunctionInfo::Kind::Module;
  body.name = file.path();
  body.module = &module;
  body.span = {file.id(), 0, uint32_t(file.text().size())};
  module.body = &body;

  size_t firstOccurrence = data.occurrences.size();
  state = State();
  state.function = &body;
  state.module = &module;
  {
    InScope scope(*this, &module, module.statements);
    state.scope->isTopLevel = true;
    resolveStatements(module.statements);
    lookUpAgain();
  }
  reportImmutable(firstOccurrence);
  // Names are not missing only because their declaration could not be read.
  if (!isReadable)
    diagnostics.discard(file.id(), firstFinding);
  unexplained = std::move(outerUnexplained);
  isImporting = wasImporting;
}

void Resolver::requirePrelude(const BuiltinRecord &builtin) {
  if (!builtin.isPrelude() ||
      llvm::is_contained(loadedPrelude, llvm::StringRef(builtin.prelude)))
    return;
  loadedPrelude.push_back(builtin.prelude);
  const SourceFile &file = sources.add(("<prelude>/" + builtin.prelude).str(),
                                       preludeSource(builtin.prelude).str());
  ModuleInfo &module = data.modules.emplace_back();
  module.form = ModuleInfo::Form::Prelude;
  resolveFile(file, module);
}

/// The first existing file that `import path` in a file of `directory` means.
/// Where it was looked for comes to `lookups`.
static std::string findImport(llvm::StringRef path, llvm::StringRef directory,
                              std::vector<CheckedProgram::Lookup> &lookups) {
  llvm::SmallVector<std::string> candidates;
  auto add = [&](llvm::StringRef root, const llvm::Twine &relative) {
    llvm::SmallString<128> full(root);
    llvm::sys::path::append(full, relative);
    candidates.push_back(full.str().str());
  };
  if (!directory.empty()) {
    add(directory, path);
    add(directory, path + ".fg");
  }
  add("", path);
  add("", path + ".fg");
  add("", "forge_modules/" + path + "/main.fg");
  add("", "forge_modules/" + path + ".fg");
  add("", "forge_modules/" + path + "/src/main.fg");
  add("", ".forge/packages/" + path + "/main.fg");
  for (const std::string &candidate : candidates) {
    lookups.push_back({candidate, std::nullopt});
    if (llvm::sys::fs::exists(candidate) &&
        !llvm::sys::fs::is_directory(candidate))
      return candidate;
  }
  return "";
}

/// The imports from a file that is being resolved back to itself.
std::string Resolver::cycleTo(size_t first) const {
  std::string text;
  for (const LoadedFile &file : llvm::ArrayRef(loaded).drop_front(first))
    if (!file.isComplete)
      text += file.module->body->name.str() + " -> ";
  return text + loaded[first].module->body->name.str();
}

/// The module of an import. Otherwise `error` says why there is none: importing
/// it raises, and is reported now.
ModuleInfo *Resolver::loadModule(const ast::ImportStmt &stmt,
                                 std::string &error) {
  std::string name = stmt.path.text.str();
  llvm::StringRef importer = sources.file(stmt.span.file).path();
  std::string path =
      findImport(name, llvm::sys::path::parent_path(importer), data.lookups);
  if (path.empty()) {
    error = diagnostics.report(DiagCode::CannotImport, stmt.path.span, {name})
                .message;
    return nullptr;
  }
  llvm::SmallString<128> realPath;
  llvm::sys::fs::real_path(path, realPath);
  for (auto [index, file] : llvm::enumerate(loaded)) {
    if (file.path != realPath.str())
      continue;
    data.lookups.back().file = file.module->body->span.file;
    if (!file.isComplete) {
      error = "circular import: " + cycleTo(index);
      diagnostics.report(DiagCode::CircularImport, stmt.path.span,
                         {cycleTo(index)});
      return nullptr;
    }
    file.module->form = ModuleInfo::Form::Function;
    return file.module;
  }

  llvm::ErrorOr<const SourceFile *> file = sources.load(path);
  if (!file) {
    error = diagnostics
                .report(DiagCode::ImportUnreadable, stmt.path.span,
                        {name, file.getError().message()})
                .message;
    return nullptr;
  }
  data.lookups.back().file = (*file)->id();
  ModuleInfo &module = data.modules.emplace_back();
  module.importer = state.module;
  module.form =
      state.repeats ? ModuleInfo::Form::Function : ModuleInfo::Form::Inline;
  size_t index = loaded.size();
  loaded.push_back({realPath.str().str(), &module, /*isComplete=*/false});
  resolveFile(**file, module);
  diagnostics.annotate((*file)->id(), {stmt.span, "imported from"});
  loaded[index].isComplete = true;
  return &module;
}

bool forge::isLibraryModule(llvm::StringRef name) {
  static constexpr llvm::StringLiteral names[] = {
      "math", "fs",    "io",  "crypto", "db",   "pg",  "mysql", "env",
      "json", "regex", "log", "term",   "http", "csv", "exec",  "time",
      "url",  "toml",  "npc", "ws",     "jwt",  "os",  "path"};
  return isModule(name) || llvm::is_contained(names, name);
}

void Resolver::resolveImport(const ast::ImportStmt &stmt) {
  if (isLibraryModule(stmt.path.text))
    return;
  std::string error;
  ModuleInfo *module = loadModule(stmt, error);
  ImportInfo &info = data.imports.emplace_back();
  info.module = module;
  info.error = std::move(error);
  data.resolution.imports[&stmt] = &info;
  if (!module)
    return;
  isImporting = true;
  bindImport(stmt, info);
  isImporting = false;
}

void Resolver::bindImport(const ast::ImportStmt &stmt, ImportInfo &info) {
  auto bind = [&](Variable *from, Span span) {
    if (llvm::any_of(info.bindings, [&](const ImportInfo::Binding &binding) {
          return binding.from == from;
        }))
      return;
    // The variables of an import are found through its ImportInfo.
    ast::Name name{from->name, span};
    Variable *to = declare(name, stmt.span.end, /*isMutable=*/true, &stmt);
    to->type = from->type;
    to->variant = from->variant;
    if (from->variant && !from->variant->hasFields)
      state.scope->unitVariants[from->name] =
          state.scope->laterUnitVariants[from->name] = true;
    info.bindings.push_back({from, to});
  };

  if (!stmt.names) {
    for (Variable *variable : info.module->exports)
      bind(variable, stmt.span);
    return;
  }
  for (const ast::Name &name : *stmt.names) {
    bool isFound = false;
    for (Variable *variable : info.module->exports) {
      // The name of a type brings its variants.
      bool isVariant = variable->type && variable->type->name.text == name.text;
      if (variable->name != name.text && !isVariant)
        continue;
      bind(variable, name.span);
      isFound = true;
    }
    if (isFound)
      continue;
    diagnostics.report(DiagCode::NoSuchExport, name.span,
                       {stmt.path.text.str(), name.text.str()});
    if (info.error.empty())
      info.error = (llvm::Twine("import '") + stmt.path.text +
                    "' does not export '" + name.text + "'")
                       .str();
  }
}
