//===- FMem.td - the whole fmem dialect, for its reference page -----------===//

include "Ops/ArrayOps.td"
include "Ops/BoxOps.td"
include "Ops/CallOps.td"
include "Ops/CellOps.td"
include "Ops/FrameOps.td"
include "Ops/LayoutOps.td"
include "Ops/RecordOps.td"
