//===- Forge.td - the whole forge dialect, for its reference page ---------===//

include "Ops/ArithOps.td"
include "Ops/ArrayOps.td"
include "Ops/CollectionOps.td"
include "Ops/ControlOps.td"
include "Ops/FunctionOps.td"
include "Ops/RecordOps.td"
include "Ops/TypeOps.td"
include "Ops/ValueOps.td"
