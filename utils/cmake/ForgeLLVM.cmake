# Finds MLIR, LLVM and lld 22 and makes them link statically.
#
# Static linking is a choice for start-up time: relocating libLLVM.so and
# libMLIR.so costs more than compiling and running a small program.

list(APPEND CMAKE_PREFIX_PATH /usr/lib/llvm-22)
find_package(MLIR 22.1 REQUIRED CONFIG)
find_package(LLD REQUIRED CONFIG HINTS "${LLVM_INSTALL_PREFIX}/lib/cmake/lld")

set(FORGE_LLVM_TOOLS_DIR "${LLVM_TOOLS_BINARY_DIR}")
find_program(FORGE_MLIR_TBLGEN mlir-tblgen HINTS "${FORGE_LLVM_TOOLS_DIR}"
             NO_DEFAULT_PATH REQUIRED)
find_program(FORGE_LLVM_AR llvm-ar HINTS "${FORGE_LLVM_TOOLS_DIR}"
             NO_DEFAULT_PATH REQUIRED)

# The packaged static MLIR and lld libraries name the shared libLLVM in their
# link interface. Mixed with LLVM's archives that gives two copies of every
# command-line option and an abort at start-up, so it is replaced by archives.
function(forge_link_statically replacement)
  foreach(lib IN LISTS ARGN)
    if(NOT TARGET ${lib})
      continue()
    endif()
    get_target_property(type ${lib} TYPE)
    get_target_property(links ${lib} INTERFACE_LINK_LIBRARIES)
    if(NOT type STREQUAL "STATIC_LIBRARY" OR NOT links)
      continue()
    endif()
    list(LENGTH links before)
    list(REMOVE_ITEM links LLVM "$<LINK_ONLY:LLVM>")
    list(LENGTH links after)
    if(NOT before EQUAL after)
      set_target_properties(${lib} PROPERTIES
        INTERFACE_LINK_LIBRARIES "${links};${${replacement}}")
    endif()
  endforeach()
endfunction()

llvm_map_components_to_libnames(FORGE_LLVM_FOR_MLIR
  Core Support TransformUtils BitReader BitWriter IRReader AsmParser
  FrontendOpenMP)
forge_link_statically(FORGE_LLVM_FOR_MLIR ${MLIR_EXPORTED_TARGETS})

llvm_map_components_to_libnames(FORGE_LLVM_FOR_LLD
  LTO DTLTO Option Object BinaryFormat BitReader BitWriter Demangle
  DebugInfoDWARF Passes Core Support X86 WebAssembly)
forge_link_statically(FORGE_LLVM_FOR_LLD ${LLD_EXPORTED_TARGETS})

# Targets of the LLVM packages that Forge does not generate code for; lld
# initialises all of them (see lib/Codegen).
set(FORGE_UNUSED_LLVM_TARGETS ${LLVM_TARGETS_TO_BUILD})
list(REMOVE_ITEM FORGE_UNUSED_LLVM_TARGETS X86 WebAssembly)
