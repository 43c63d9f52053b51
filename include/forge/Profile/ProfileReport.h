//===- ProfileReport.h - the table of a profile -----------------*- C++ -*-===//

#ifndef FORGE_PROFILE_PROFILEREPORT_H
#define FORGE_PROFILE_PROFILEREPORT_H

#include "forge/Profile/CallTree.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace forge {

/// How a path is shown: relative to the current directory if it is below.
std::string shownPath(llvm::StringRef path);

/// Writes the hottest functions, by time with callees, and the hottest lines,
/// by their own time. `lost` samples were not kept. `lineText` knows the
/// source.
void writeProfileReport(
    const CallTree &tree, uint64_t lost,
    llvm::function_ref<std::string(const ProfiledLine &)> lineText,
    llvm::raw_ostream &os);

} // namespace forge

#endif // FORGE_PROFILE_PROFILEREPORT_H
