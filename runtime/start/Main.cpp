//===- Main.cpp - entry point of compiled programs ------------------------===//

#include "forge/rt/Abi.h"

#include <cstdlib>

/// Emitted by the compiler.
extern "C" void forge_program(forge::rt::Context *ctx);
extern "C" const forge::rt::ProgramInfo forge_program_info;

extern "C" int frt_main(int argc, char **argv, const void *info,
                        void (*program)(forge::rt::Context *)) noexcept;

#if defined(__wasm__)

extern "C" void __wasm_call_ctors();

/// Instead of the C library's start: that fetches the arguments, which takes an
/// allocator, and ends the program by way of its files, which nobody uses.
extern "C" void _start() {
  __wasm_call_ctors();
  if (int status = frt_main(0, nullptr, &forge_program_info, forge_program))
    std::_Exit(status);
}

#else

int main(int argc, char **argv) {
  return frt_main(argc, argv, &forge_program_info, forge_program);
}

#endif
