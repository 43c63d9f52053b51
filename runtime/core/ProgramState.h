//===- ProgramState.h - all state of one program --------------------------===//
//
// One object, so that a program which makes no objects needs no allocator.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_PROGRAMSTATE_H
#define FORGE_RT_CORE_PROGRAMSTATE_H

#include "Output.h"
#include "Shape.h"
#include "State.h"
#include "Types.h"

namespace forge::rt {

/// The context of the first task, and what all tasks share.
struct ProgramState : TaskContext {
  ProgramState(const ProgramInfo *program, int argc, char **argv);
  ProgramState(const ProgramState &) = delete;
  ProgramState &operator=(const ProgramState &) = delete;

  Runtime shared;
  Output output;
  ShapeTree shapes;
  TypeTable types;
};

} // namespace forge::rt

#endif // FORGE_RT_CORE_PROGRAMSTATE_H
