//===- Reference.h - objects with identity and code of their own ----------===//
//
// Tasks, channels and what else tasks share are references: copies are the same
// object. Each carries a table with what the core has to do with it, so that
// programs without such objects are not linked with their code.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_REFERENCE_H
#define FORGE_RT_CORE_REFERENCE_H

#include "Value.h"

#include <string_view>

namespace forge::rt {

struct ReferenceOps {
  /// Calls `each` with every box that the object owns, as far as the collector
  /// of cycles may know of it.
  void (*visit)(const Header *object, void *visitor,
                void (*each)(void *visitor, Bits child));
  /// Gives back what the object has beside its block and the boxes that `visit`
  /// shows; returns the size of the block.
  size_t (*dispose)(TaskContext &t, Header *object);
  /// As `nativeMethod`; null without methods.
  Bits (*method)(Context &ctx, std::string_view name, const Bits *args,
                 int64_t count, bool &found);
};

struct Reference {
  Header header;
  Slot<const ReferenceOps> ops;
};

inline bool isReference(Kind kind) { return kind >= Kind::Task; }

} // namespace forge::rt

#endif // FORGE_RT_CORE_REFERENCE_H
