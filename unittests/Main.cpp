//===- Main.cpp - entry point of the unit test executables ----------------===//

#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
