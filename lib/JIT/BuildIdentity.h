//===- BuildIdentity.h - which compiler this is ----------------*- C++ -*-===//

#ifndef FORGE_JIT_BUILDIDENTITY_H
#define FORGE_JIT_BUILDIDENTITY_H

#include <string>

namespace forge {

/// Differs between any two builds of the running executable.
std::string buildIdentity();

} // namespace forge

#endif // FORGE_JIT_BUILDIDENTITY_H
