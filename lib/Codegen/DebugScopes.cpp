//===- DebugScopes.cpp - functions and call chains in debug information ---===//
//
// The location of a function of the program is a name location with the name
// that error reports show. An operation that was inlined has a call site
// location, whose callee is named the same way and fused with the place where
// its function was written. Debug information wants a subprogram for each.
//
// Functions without a named location are the compiler's helpers. They get no
// subprogram: what LLVM inlines from them then belongs to the line of the call.
//
//===----------------------------------------------------------------------===//

#include "DebugScopes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace forge;

namespace {

class DebugScopes {
public:
  explicit DebugScopes(ModuleOp module);
  void run();

private:
  void addTo(LLVM::LLVMFuncOp function);
  Location scoped(Location loc);
  LLVM::DISubprogramAttr subprogram(StringAttr name, FileLineColRange place);
  LLVM::DISubprogramAttr makeSubprogram(StringAttr name,
                                        FileLineColRange place);
  LLVM::DIFileAttr file(StringRef path);

  ModuleOp module;
  MLIRContext *context;
  LLVM::DICompileUnitAttr unit;
  LLVM::DISubroutineTypeAttr type;
  /// By name and place: functions that were only inlined have no other
  /// identity.
  DenseMap<std::pair<StringAttr, Attribute>, LLVM::DISubprogramAttr>
      subprograms;
};

} // namespace

static FileLineColRange placeOf(Location loc) {
  FileLineColRange place;
  loc->walk([&](Location part) {
    if (auto range = dyn_cast<FileLineColRange>(part))
      place = place ? place : range;
    return place ? WalkResult::interrupt() : WalkResult::advance();
  });
  return place;
}

/// Where the function was written that an operation was inlined from.
static FileLineColRange declarationOf(NameLoc callee) {
  if (auto fused = dyn_cast<FusedLoc>(callee.getChildLoc()))
    if (auto function = dyn_cast_if_present<LocationAttr>(fused.getMetadata()))
      return placeOf(function);
  return placeOf(callee);
}

DebugScopes::DebugScopes(ModuleOp module)
    : module(module), context(module.getContext()) {
  FileLineColRange place = placeOf(module.getLoc());
  unit = LLVM::DICompileUnitAttr::get(
      DistinctAttr::create(UnitAttr::get(context)), llvm::dwarf::DW_LANG_C,
      file(place ? place.getFilename().getValue() : "<unknown>"),
      StringAttr::get(context, "Forge"), /*isOptimized=*/true,
      LLVM::DIEmissionKind::Full);
  type = LLVM::DISubroutineTypeAttr::get(context, llvm::dwarf::DW_CC_normal,
                                         ArrayRef<LLVM::DITypeAttr>());
}

LLVM::DIFileAttr DebugScopes::file(StringRef path) {
  SmallString<128> directory;
  if (llvm::sys::path::is_relative(path))
    llvm::sys::fs::current_path(directory);
  else
    directory = llvm::sys::path::parent_path(path);
  StringRef name = llvm::sys::path::is_relative(path)
                       ? path
                       : llvm::sys::path::filename(path);
  return LLVM::DIFileAttr::get(context, name, directory);
}

LLVM::DISubprogramAttr DebugScopes::makeSubprogram(StringAttr name,
                                                   FileLineColRange place) {
  LLVM::DIFileAttr source =
      place ? file(place.getFilename().getValue()) : unit.getFile();
  unsigned line = place ? place.getStartLine() : 0;
  // No linkage name: debuggers would show it instead.
  return LLVM::DISubprogramAttr::get(
      context, DistinctAttr::create(UnitAttr::get(context)), unit, source, name,
      /*linkageName=*/StringAttr(), source, line, line,
      LLVM::DISubprogramFlags::Definition | LLVM::DISubprogramFlags::Optimized,
      type, /*retainedNodes=*/{}, /*annotations=*/{});
}

LLVM::DISubprogramAttr DebugScopes::subprogram(StringAttr name,
                                               FileLineColRange place) {
  LLVM::DISubprogramAttr &known = subprograms[{name, place}];
  if (!known)
    known = makeSubprogram(name, place);
  return known;
}

/// A location in which what was inlined has the scope of its own function.
Location DebugScopes::scoped(Location loc) {
  if (auto site = dyn_cast<CallSiteLoc>(loc)) {
    Location callee = site.getCallee();
    if (auto name = dyn_cast<NameLoc>(callee))
      callee = FusedLoc::get(context, {name.getChildLoc()},
                             subprogram(name.getName(), declarationOf(name)));
    return CallSiteLoc::get(callee, scoped(site.getCaller()));
  }
  // Of merged operations the first, as in error reports.
  if (auto fused = dyn_cast<FusedLoc>(loc))
    if (!fused.getLocations().empty())
      return scoped(fused.getLocations().front());
  return loc;
}

void DebugScopes::addTo(LLVM::LLVMFuncOp function) {
  auto name = cast<NameLoc>(function.getLoc());
  FileLineColRange place = placeOf(name);
  // Entries of function values, and the parts of a long program, have the name
  // and place of another function.
  LLVM::DISubprogramAttr &known = subprograms[{name.getName(), place}];
  LLVM::DISubprogramAttr scope = makeSubprogram(name.getName(), place);
  if (!known && !function.getSymName().ends_with(".entry"))
    known = scope;
  function->setLoc(FusedLoc::get(context, {name}, scope));
}

void DebugScopes::run() {
  SmallVector<LLVM::LLVMFuncOp> named;
  for (auto function : module.getOps<LLVM::LLVMFuncOp>())
    if (!function.isExternal() && isa<NameLoc>(function.getLoc()))
      named.push_back(function);
  for (LLVM::LLVMFuncOp function : named)
    addTo(function);
  for (LLVM::LLVMFuncOp function : named)
    function.getBody().walk(
        [&](Operation *op) { op->setLoc(scoped(op->getLoc())); });
}

void forge::addDebugScopes(ModuleOp module) { DebugScopes(module).run(); }
