//===- Place.h - walking the steps of a place -----------------------------===//
//
// A place such as `a.b[i]` is a root variable plus steps. Following it makes
// every container on the way unique, so that the last step can store in place;
// unique data is never copied.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_PLACE_H
#define FORGE_RT_CORE_PLACE_H

#include "Memory.h"

namespace forge::rt {

class PlaceWalk {
public:
  PlaceWalk(Context &ctx, Bits *root, const PlaceStep *steps, int64_t count,
            Bits rootName)
      : ctx(ctx), root(root), steps(steps), count(count), rootName(rootName) {}

  /// The variable or slot that the first `n` steps lead to, or null with an
  /// error pending. Containers on the way are unique afterwards.
  Bits *follow(int64_t n);
  /// Raises if `container` is frozen.
  bool checkFrozen(Bits container);

private:
  Bits *descend(Bits *slot, const PlaceStep &step);
  Bits *descendField(Bits *slot, Bits name);
  Bits *descendIndex(Bits *slot, Bits key);

  Context &ctx;
  Bits *root;
  const PlaceStep *steps;
  int64_t count;
  Bits rootName;
  Bits absent = nullBits; ///< stands for an entry that does not exist
};

} // namespace forge::rt

#endif // FORGE_RT_CORE_PLACE_H
