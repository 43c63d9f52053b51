//===- StorageAssignment.cpp - where variables live -----------------------===//
//
// Runs once, after all files are resolved.
//
//  1. Modules: imported once from code that runs once means inline.
//  2. What is reassigned; which functions are known at their calls.
//  3. For each activation D, the textual position in D from which on a function
//     nested in it can run (`EarliestRuns`): the least position of something
//     that creates or names it, seen through the functions in between. A
//     variable of D is bound in a nested function that cannot run before the
//     end of its declaration.
//  4. Captures: what a function mentions, and the captures of the known
//     functions that it refers to, up to a fixpoint.
//  5. Storage. A captured variable that never changes and is bound in all
//     functions that capture it is copied; others share a cell, or are globals
//     when they stand at the top level of code that runs once. In programs with
//     tasks, globals that closures capture have a cell as well.
//  6. Parts of long files and the variables that cross them (FileParts.cpp).
//
//===----------------------------------------------------------------------===//

#include "ProgramStorage.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"

namespace forge {

class StorageAssignment {
public:
  explicit StorageAssignment(CheckedProgram::Storage &data) : data(data) {}
  void run();

private:
  using Occurrence = CheckedProgram::Storage::Occurrence;
  using Write = CheckedProgram::Storage::Write;
  static constexpr uint32_t never = ~uint32_t(0);

  void settleModules();
  void findReassigned();
  void findKnown();
  void collectRuns();
  uint32_t earliestRun(const FunctionInfo *function, const FunctionInfo *in);
  uint32_t earliestUse(const Variable &variable, const Occurrence &occurrence);
  bool mayBeUnbound(const Variable &variable, const Occurrence &occurrence);
  void markUnbound();
  void findConstants();
  void collectCaptures();
  bool isShared(const Variable &variable) const;
  void capture(FunctionInfo *function, Variable *variable);
  void assign(Variable &variable);
  void collectEarly();

  /// Something that creates or names a function.
  struct Run {
    uint32_t position;
    const FunctionInfo *in;
  };

  CheckedProgram::Storage &data;
  llvm::DenseMap<const FunctionInfo *, llvm::SmallVector<Run, 2>> runs;
  /// Positions for one activation; computed on demand.
  llvm::DenseMap<const FunctionInfo *,
                 llvm::DenseMap<const FunctionInfo *, uint32_t>>
      earliestRuns;
  llvm::DenseMap<const FunctionInfo *, llvm::SetVector<Variable *>> captures;
};

void StorageAssignment::settleModules() {
  for (ModuleInfo &module : data.modules) {
    if (module.form != ModuleInfo::Form::Inline)
      continue;
    // The importer of a module comes before it.
    if (module.importer->form == ModuleInfo::Form::Function)
      module.form = ModuleInfo::Form::Function;
  }
  for (ModuleInfo &module : data.modules)
    if (module.stopsEarly && module.form != ModuleInfo::Form::Main)
      for (Variable *variable : module.exports)
        variable->mayStayUnbound = true;
  for (ImportInfo &import : data.imports)
    for (ImportInfo::Binding &binding : import.bindings)
      binding.to->mayStayUnbound |= binding.from->mayStayUnbound;
}

void StorageAssignment::findReassigned() {
  for (const Occurrence &occurrence : data.occurrences) {
    const NameUse &use = *occurrence.use;
    if (use.variable && occurrence.write != Write::None && use.isMutable)
      use.variable->isReassigned = true;
  }
}

/// A function that turned out not to be known at its calls.
static void forget(Variable &variable) {
  variable.storage = Storage::Local;
  variable.function = nullptr;
}

void StorageAssignment::findKnown() {
  auto isKnown = [](const Variable &variable) {
    return variable.declarations.size() == 1 && !variable.isReassigned &&
           !variable.mayStayUnbound;
  };
  llvm::DenseMap<const FunctionInfo *, Variable *> nameOf;
  for (Variable &variable : data.variables) {
    FunctionInfo *function = variable.declarations.front().function;
    if (function && isKnown(variable)) {
      variable.storage = Storage::Known;
      variable.function = function;
      nameOf[function] = &variable;
    }
  }
  // An anonymous function with a name is known if nothing uses the name before
  // the declaration. It cannot run while its initialiser does.
  for (const Occurrence &occurrence : data.occurrences) {
    Variable *variable = occurrence.use->variable;
    if (!variable || variable->storage != Storage::Known ||
        variable->declarations.front().isDefinition)
      continue;
    if (earliestUse(*variable, occurrence) <
        variable->declarations.front().span.begin)
      forget(*variable);
  }
  // Where there are tasks, function values keep variables that named functions
  // would look up in the task that runs them.
  if (data.resolution.startsTasks)
    for (const Occurrence &occurrence : data.occurrences) {
      const Variable *used = occurrence.use->variable;
      if (!used || !used->isTopLevel || !used->isReassigned)
        continue;
      for (const FunctionInfo *function = occurrence.function; function;
           function = function->parent)
        if (Variable *name = nameOf.lookup(function);
            name && !name->declarations.front().isDefinition)
          forget(*name);
    }
  // A function used before its name is bound, in place of a builtin.
  for (const Occurrence &occurrence : data.occurrences) {
    Variable *variable = occurrence.use->variable;
    if (!variable || !occurrence.use->builtin)
      continue;
    if (mayBeUnbound(*variable, occurrence))
      forget(*variable);
  }
  // Imports of known functions, modules before their importers.
  for (ImportInfo &import : data.imports) {
    if (!import.module || import.module->form != ModuleInfo::Form::Inline)
      continue;
    for (ImportInfo::Binding &binding : import.bindings) {
      if (binding.from->storage != Storage::Known || !isKnown(*binding.to))
        continue;
      binding.to->storage = Storage::Known;
      binding.to->function = binding.from->function;
    }
  }
  // A variable that starts with a function holds it before it is declared, if
  // something refers to it there.
  for (const Occurrence &occurrence : data.occurrences) {
    Variable *variable = occurrence.use->variable;
    if (!variable || !occurrence.isLate || occurrence.use->builtin ||
        variable->storage == Storage::Known)
      continue;
    const Declaration &first = variable->declarations.front();
    if (first.isDefinition) {
      variable->isHoisted = true;
      runs[first.function].push_back({0, variable->owner});
    }
  }
  earliestRuns.clear();
}

void StorageAssignment::collectRuns() {
  for (const FunctionInfo &function : data.functions)
    if (function.parent)
      runs[&function].push_back({function.span.begin, function.parent});
  for (const Occurrence &occurrence : data.occurrences) {
    const Variable *variable = occurrence.use->variable;
    if (!variable)
      continue;
    for (const Declaration &declaration : variable->declarations)
      if (declaration.function)
        runs[declaration.function].push_back(
            {occurrence.span.begin, occurrence.function});
  }
}

uint32_t StorageAssignment::earliestRun(const FunctionInfo *function,
                                        const FunctionInfo *in) {
  auto [it, isNew] = earliestRuns.try_emplace(in);
  llvm::DenseMap<const FunctionInfo *, uint32_t> &positions = it->second;
  if (isNew) {
    llvm::SmallVector<const FunctionInfo *> nested;
    for (const FunctionInfo &other : data.functions) {
      if (&other == in || !other.isNestedIn(in))
        continue;
      nested.push_back(&other);
      positions[&other] = never;
    }
    for (bool isChanged = true; isChanged;) {
      isChanged = false;
      for (const FunctionInfo *other : nested) {
        uint32_t least = positions[other];
        for (const Run &run : runs[other]) {
          uint32_t position = never;
          if (run.in == in)
            position = run.position;
          else if (auto found = positions.find(run.in);
                   found != positions.end())
            position = found->second;
          least = std::min(least, position);
        }
        if (least != positions[other]) {
          positions[other] = least;
          isChanged = true;
        }
      }
    }
  }
  auto found = positions.find(function);
  return found == positions.end() ? never : found->second;
}

uint32_t StorageAssignment::earliestUse(const Variable &variable,
                                        const Occurrence &occurrence) {
  if (occurrence.function == variable.owner)
    return occurrence.span.begin;
  return earliestRun(occurrence.function, variable.owner);
}

bool StorageAssignment::mayBeUnbound(const Variable &variable,
                                     const Occurrence &occurrence) {
  return earliestUse(variable, occurrence) <
         variable.declarations.front().visibleFrom;
}

void StorageAssignment::markUnbound() {
  for (const Occurrence &occurrence : data.occurrences) {
    NameUse &use = *occurrence.use;
    Variable *variable = use.variable;
    if (!variable)
      continue;
    variable->isCaptured |= occurrence.function != variable->owner;
    if (variable->storage == Storage::Known || variable->isHoisted) {
      use.builtin = nullptr;
      continue;
    }
    use.mayBeUnbound = mayBeUnbound(*variable, occurrence);
    variable->isEarly |= use.mayBeUnbound;
    use.mayBeUnbound |= variable->mayStayUnbound;
    if (!use.mayBeUnbound)
      use.builtin = nullptr;
  }
}

/// Whether functions reach the variable without capturing it.
static bool isReachable(const Variable &variable) {
  if (!variable.hasStorage())
    return true;
  return variable.isTopLevel &&
         variable.owner->module->form != ModuleInfo::Form::Function;
}

/// Whether the function uses the top-level variables of the task that runs it.
/// Others, which are function values, keep those they captured.
static bool usesTaskGlobals(const FunctionInfo &function) {
  switch (function.kind) {
  case FunctionInfo::Kind::Program:
  case FunctionInfo::Kind::Module:
  case FunctionInfo::Kind::Task:
    return true;
  case FunctionInfo::Kind::Named:
  case FunctionInfo::Kind::Method:
    return function.parent->isBody();
  case FunctionInfo::Kind::Lambda:
    return false;
  }
  llvm_unreachable("unknown function kind");
}

/// Whether closures and tasks may tell apart whose variable they change.
bool StorageAssignment::isShared(const Variable &variable) const {
  return data.resolution.startsTasks && isReachable(variable) &&
         variable.hasStorage() && (variable.isReassigned || variable.isEarly);
}

void StorageAssignment::capture(FunctionInfo *function, Variable *variable) {
  if (!function->isNestedIn(variable->owner))
    return; // a global of another file
  bool isGlobal = isReachable(*variable);
  for (; function != variable->owner; function = function->parent) {
    if (isGlobal && usesTaskGlobals(*function))
      return;
    captures[function].insert(variable);
  }
}

/// Variables that are certainly bound to a literal wherever they are read, with
/// imports of them.
void StorageAssignment::findConstants() {
  auto isConstant = [](const Variable &variable) {
    return variable.declarations.size() == 1 && !variable.isReassigned &&
           !variable.mayStayUnbound && !variable.isEarly;
  };
  for (Variable &variable : data.variables)
    if (variable.literal && variable.storage == Storage::Local &&
        isConstant(variable))
      variable.storage = Storage::Constant;
  for (ImportInfo &import : data.imports) {
    for (ImportInfo::Binding &binding : import.bindings) {
      if (binding.from->storage != Storage::Constant ||
          !isConstant(*binding.to))
        continue;
      binding.to->storage = Storage::Constant;
      binding.to->literal = binding.from->literal;
    }
  }
}

void StorageAssignment::collectCaptures() {
  llvm::SmallVector<std::pair<FunctionInfo *, FunctionInfo *>> references;
  for (const Occurrence &occurrence : data.occurrences) {
    Variable *variable = occurrence.use->variable;
    if (!variable)
      continue;
    if (variable->storage == Storage::Known)
      references.push_back({occurrence.function, variable->function});
    else if (occurrence.function != variable->owner &&
             (!isReachable(*variable) || isShared(*variable)))
      capture(occurrence.function, variable);
  }
  for (bool isChanged = true; isChanged;) {
    isChanged = false;
    for (auto [from, to] : references) {
      if (from == to || !captures.contains(to))
        continue;
      llvm::SmallVector<Variable *> needed(captures[to].getArrayRef());
      for (Variable *variable : needed) {
        size_t before = captures[from].size();
        capture(from, variable);
        isChanged |= captures[from].size() != before;
      }
    }
  }
  for (FunctionInfo &function : data.functions)
    if (auto it = captures.find(&function); it != captures.end())
      function.captures.append(it->second.begin(), it->second.end());
}

void StorageAssignment::assign(Variable &variable) {
  if (!variable.hasStorage() || !variable.isCaptured)
    return;
  if (isReachable(variable)) {
    bool isCaptured = llvm::any_of(data.functions, [&](FunctionInfo &function) {
      return llvm::is_contained(function.captures, &variable);
    });
    variable.storage = isCaptured ? Storage::SharedGlobal : Storage::Global;
    variable.globalIndex = data.resolution.globals++;
    return;
  }
  bool isCopied = variable.declarations.size() == 1 && !variable.isReassigned;
  variable.isEarly |= variable.mayStayUnbound;
  for (const FunctionInfo &function : data.functions) {
    if (!llvm::is_contained(function.captures, &variable))
      continue;
    // The closure of a definition exists before its variable is bound to it.
    const Declaration &first = variable.declarations.front();
    if (&function == first.function ||
        earliestRun(&function, variable.owner) < first.visibleFrom) {
      variable.isEarly = true;
      isCopied = false;
    }
  }
  variable.storage =
      isCopied && !variable.isEarly ? Storage::Local : Storage::Cell;
}

void StorageAssignment::collectEarly() {
  for (Variable &variable : data.variables) {
    bool hasCell = (variable.storage == Storage::Cell && variable.isEarly) ||
                   variable.storage == Storage::SharedGlobal;
    if (!hasCell && !variable.isHoisted)
      continue;
    const Scope *scope = data.scopeOf.lookup(&variable);
    data.resolution.earlyVariables[scope->site].push_back(&variable);
  }
}

void StorageAssignment::run() {
  settleModules();
  findReassigned();
  collectRuns();
  findKnown();
  markUnbound();
  findConstants();
  collectCaptures();
  for (Variable &variable : data.variables)
    assign(variable);
  splitFiles(data);
  assignParts(data, data.resolution.globals);
  collectEarly();
}

void assignStorage(CheckedProgram::Storage &data) {
  StorageAssignment(data).run();
}

} // namespace forge
