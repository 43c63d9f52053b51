# Compiler flags, build types and the compiler cache for every Forge target.

option(FORGE_SANITIZE "Build compiler and runtime with ASan and UBSan" OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Dev CACHE STRING "Dev, Release or Asan" FORCE)
endif()

# Dev keeps assertions; -O1 costs less than the time that tests then save, and
# -g1 gives line numbers in backtraces at a sixth of the size of -g.
set(CMAKE_C_FLAGS_DEV "-O1 -g1")
set(CMAKE_CXX_FLAGS_DEV "-O1 -g1")
set(CMAKE_C_FLAGS_ASAN "-O1 -g1 -fno-omit-frame-pointer")
set(CMAKE_CXX_FLAGS_ASAN "-O1 -g1 -fno-omit-frame-pointer")
set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

# Code that includes MLIR is C++20 (see AddForge.cmake), the rest C++23.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_PCH_INSTANTIATE_TEMPLATES ON)

set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")
set(FORGE_RUNTIME_LIB_DIR "${PROJECT_BINARY_DIR}/lib/forge")

# ccache keys precompiled headers by content only when told to overlook their
# time stamps; the base directory lets fresh clones share the cache.
if(NOT CMAKE_CXX_COMPILER_LAUNCHER OR
   CMAKE_CXX_COMPILER_LAUNCHER MATCHES "(^|/)ccache$")
  find_program(FORGE_CCACHE ccache)
  if(FORGE_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
        ${FORGE_CCACHE})
  endif()
endif()

# Flags of all host code, compiler and runtime alike. The compiler is not
# position independent: relocating it would cost a millisecond of each start.
add_compile_options(-ffunction-sections -fdata-sections -fcolor-diagnostics
                    -Wall -Wextra -Wno-unused-parameter)
add_link_options(-fuse-ld=lld -no-pie -static-libstdc++ -static-libgcc
                 LINKER:--gc-sections LINKER:--as-needed LINKER:--build-id)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_link_options(LINKER:--strip-all)
endif()

# vptr and function checks need RTTI and instrumentation that the packaged LLVM
# does not carry.
set(FORGE_SANITIZER_FLAGS)
if(FORGE_SANITIZE)
  set(FORGE_SANITIZER_FLAGS -fsanitize=address,undefined
      -fno-sanitize=vptr,function -fno-sanitize-recover=undefined)
  add_link_options(${FORGE_SANITIZER_FLAGS})
endif()
