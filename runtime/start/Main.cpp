//===- Main.cpp - entry point of compiled programs ------------------------===//

#include "forge/rt/Abi.h"

/// Emitted by the compiler.
extern "C" void forge_program(forge::rt::Context *ctx);
extern "C" const forge::rt::ProgramInfo forge_program_info;

extern "C" int frt_main(int argc, char **argv, const void *info,
                        void (*program)(forge::rt::Context *)) noexcept;

int main(int argc, char **argv) {
  return frt_main(argc, argv, &forge_program_info, forge_program);
}
