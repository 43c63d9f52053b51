//===- Pch.cpp - owner of a precompiled header ----------------------------===//
//
// CMake attaches a precompiled header to a target with at least one source; the
// targets that reuse it name this one.
//
//===----------------------------------------------------------------------===//
