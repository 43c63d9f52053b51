//===- FileParts.cpp - long files in pieces -------------------------------===//
//
// The code of a file that runs once is one function, and a script has no other.
// Register allocation and other parts of a compiler take more than linear time
// for a function, so a long file is cut between statements of its top level.
//
//===----------------------------------------------------------------------===//

#include "ProgramStorage.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"

namespace forge {

/// Source text that a part may have, in bytes: about a hundred lines.
static constexpr uint32_t longestPart = 3000;

/// Source text that a statement adds to the code of its file. The bodies of
/// functions are functions anyway.
static uint32_t lengthOf(const ast::Stmt *stmt) {
  switch (stmt->kind) {
  case ast::StmtKind::Function:
  case ast::StmtKind::Struct:
  case ast::StmtKind::Interface:
  case ast::StmtKind::Algebraic:
  case ast::StmtKind::Methods:
    return 40;
  default:
    return stmt->span.end - stmt->span.begin;
  }
}

/// A part cannot leave its file, so files that may stop early are left whole.
static bool canSplit(const ModuleInfo &module) {
  return !module.stopsEarly && (module.form == ModuleInfo::Form::Main ||
                                module.form == ModuleInfo::Form::Inline);
}

void splitFiles(CheckedProgram::Storage &data) {
  for (ModuleInfo &module : data.modules) {
    uint32_t whole = 0;
    for (const ast::Stmt *stmt : module.statements)
      whole += lengthOf(stmt);
    // A little more than a part is not worth two.
    if (!canSplit(module) || whole <= longestPart + longestPart / 2)
      continue;
    size_t first = 0;
    uint32_t length = 0;
    auto close = [&](size_t end) {
      module.parts.emplace_back().statements =
          module.statements.slice(first, end - first);
      first = end;
      length = 0;
    };
    for (auto [index, stmt] : llvm::enumerate(module.statements)) {
      uint32_t added = lengthOf(stmt);
      if (index != first && length + added > longestPart)
        close(index);
      length += added;
    }
    close(module.statements.size());
    if (module.parts.size() == 1)
      module.parts.clear();
  }
}

/// The part of a position in the file.
static unsigned partAt(const ModuleInfo &module, uint32_t position) {
  auto next = llvm::partition_point(module.parts, [&](const FilePart &part) {
    return part.statements.front()->span.begin <= position;
  });
  return next == module.parts.begin() ? 0 : next - module.parts.begin() - 1;
}

void assignParts(CheckedProgram::Storage &data, int64_t &globals) {
  llvm::MapVector<Variable *, llvm::SmallVector<unsigned>> partsOf;
  auto add = [&](Variable &variable, uint32_t position) {
    if (!variable.isTopLevel || variable.storage != Storage::Local ||
        variable.owner->module->parts.empty())
      return;
    llvm::SmallVector<unsigned> &parts = partsOf[&variable];
    unsigned part = partAt(*variable.owner->module, position);
    if (!llvm::is_contained(parts, part))
      parts.push_back(part);
  };
  for (Variable &variable : data.variables)
    for (const Declaration &declaration : variable.declarations)
      add(variable, declaration.span.begin);
  // Nothing but the code of the file uses a local variable of its top level.
  for (const CheckedProgram::Storage::Occurrence &occurrence : data.occurrences)
    if (occurrence.use->variable)
      add(*occurrence.use->variable, occurrence.span.begin);

  for (auto &[variable, parts] : partsOf) {
    ModuleInfo &module = *variable->owner->module;
    bool isExported = module.form != ModuleInfo::Form::Main &&
                      llvm::is_contained(module.exports, variable);
    // What may be unbound where it is read is not handed over.
    bool mayBeUnbound =
        variable->isEarly || variable->isHoisted || variable->mayStayUnbound;
    if (parts.size() == 1 && !isExported && !variable->isHoisted)
      continue;
    variable->globalIndex = globals++;
    if (isExported || mayBeUnbound) {
      variable->storage = Storage::Global;
      continue;
    }
    llvm::sort(parts);
    for (unsigned part : parts) {
      if (part != parts.front())
        module.parts[part].taken.push_back(variable);
      if (part != parts.back())
        module.parts[part].given.push_back(variable);
    }
  }
}

} // namespace forge
