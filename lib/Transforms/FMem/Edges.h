//===- Edges.h - edges of the control flow graph ---------------*- C++ -*-===//

#ifndef FORGE_LIB_TRANSFORMS_FMEM_EDGES_H
#define FORGE_LIB_TRANSFORMS_FMEM_EDGES_H

#include "mlir/IR/Operation.h"

namespace forge::fmem {

/// Redirects an edge into a new block that does what the edge did. `index` is
/// the successor of the terminator that the edge leads to.
mlir::Block *splitEdge(mlir::Operation *terminator, unsigned index);

} // namespace forge::fmem

#endif // FORGE_LIB_TRANSFORMS_FMEM_EDGES_H
