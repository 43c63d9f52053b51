//===- OsrEntry.h - functions that begin at a loop header ------*- C++ -*-===//

#ifndef FORGE_JIT_OSRENTRY_H
#define FORGE_JIT_OSRENTRY_H

#include "TierMap.h"
#include "llvm/ADT/StringRef.h"

namespace forge {

/// Adds to the module of `function` a function that does what is left to do
/// once a frame has reached `point`, and returns what the frame would return.
/// Its parameters are the point's live values. Buffers of the frame are passed
/// by address; their contents move into buffers of the new frame, as nothing
/// else keeps their addresses.
llvm::Function *createOsrEntry(llvm::Function &function, const OsrPoint &point,
                               llvm::StringRef name);

} // namespace forge

#endif // FORGE_JIT_OSRENTRY_H
