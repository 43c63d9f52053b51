//===- FlameGraph.h - a profile as a picture --------------------*- C++ -*-===//

#ifndef FORGE_PROFILE_FLAMEGRAPH_H
#define FORGE_PROFILE_FLAMEGRAPH_H

#include "forge/Profile/CallTree.h"
#include "llvm/Support/raw_ostream.h"

namespace forge {

/// Writes the chains of calls as an SVG: callers below, the width of a call is
/// its share of the time. Names, places and shares appear where the pointer
/// is; readable on light and dark grounds.
void writeFlameGraph(const CallTree &tree, llvm::StringRef title,
                     llvm::raw_ostream &os);

} // namespace forge

#endif // FORGE_PROFILE_FLAMEGRAPH_H
