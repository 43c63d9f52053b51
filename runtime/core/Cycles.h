//===- Cycles.h - cells, and the cycles that they close -------------------===//
//
// Counting alone never frees objects that refer to each other in a circle. In
// Forge only a cell can close a circle: every other object refers to objects
// older than itself, or is updated while nothing else refers to it. So all
// cells of a task are in a list, and trial deletion that starts from each of
// them finds every circle that nothing outside refers to.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_CYCLES_H
#define FORGE_RT_CORE_CYCLES_H

#include "State.h"

namespace forge::rt {

/// Bits of `Header::flags` that belong to the collector; 0 between collections.
inline constexpr uint8_t flagGrey = 0x40, flagWhite = 0x80;

/// A Cell as the runtime allocates it. Objects of other kinds that may close
/// circles are in the same list, with their links at the same place.
struct ListedCell {
  Cell cell;
  ListedCell *previous, *next;
};

/// New cell that takes over `value`. May collect cycles before.
Bits makeCell(Context &ctx, Bits value);
/// Adds an object that may close a circle to the list.
void listCell(Context &ctx, ListedCell *cell);
/// Frees circles if so much was made that it pays. To be called before such an
/// object is made.
void collectIfDue(Context &ctx);
/// Takes a cell that is about to be freed out of the list.
void unlistCell(TaskContext &t, ListedCell *cell);

/// Frees all objects that only circles of objects refer to.
void collectCycles(Context &ctx);

} // namespace forge::rt

#endif // FORGE_RT_CORE_CYCLES_H
