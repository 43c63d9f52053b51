# The functions a room's CMakeLists.txt calls. A room is a list of files; how
# they are compiled is decided here.
#
#   forge_add_rooms(dir...)                      add the directories that exist
#   add_forge_library(Name sources... [NO_MLIR] [LINK_LIBS ...] [DEPENDS ...])
#   add_forge_tool(name sources... [NO_MLIR] [LINK_LIBS ...] [DEPENDS ...])
#   add_forge_unittest(Name sources... [NO_MLIR] [LINK_LIBS ...] [DEPENDS ...])
#
# AddForgeTableGen.cmake has the TableGen side, AddForgeRuntime.cmake the
# runtime archives. NO_MLIR says that no source includes an MLIR header; such
# code does not wait for the precompiled MLIR header and is C++23.
#
# MLIR's headers do not compile as C++23 with libstdc++ 12: implicit constructors
# that are constexpr there instantiate ~vector over the incomplete
# mlir::Attribute. Code that includes them is C++20, and so must be the headers of
# NO_MLIR rooms that such code includes.

include(AddForgeTableGen)
include(AddForgeRuntime)

# Include paths and flags of all compiler code (not of the runtime).
add_library(ForgeCompilerFlags INTERFACE)
target_include_directories(ForgeCompilerFlags INTERFACE
  "${PROJECT_SOURCE_DIR}/include" "${PROJECT_BINARY_DIR}/include"
  "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}"
  "${PROJECT_SOURCE_DIR}/runtime/include"
  "${PROJECT_BINARY_DIR}/runtime/include")
target_include_directories(ForgeCompilerFlags SYSTEM INTERFACE
  ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS})
separate_arguments(forge_llvm_definitions NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_options(ForgeCompilerFlags INTERFACE
  -fno-pie ${forge_llvm_definitions} ${FORGE_SANITIZER_FLAGS}
  "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>")

# Precompiled headers exist once per set of flags: without exceptions for the
# compiler, with exceptions for unit tests (Catch2 reports failures by throwing).
set(FORGE_PCH_SOURCE "${PROJECT_SOURCE_DIR}/utils/cmake/Pch.cpp")
set(FORGE_MLIR_PCH_HEADERS
  <mlir/IR/Builders.h> <mlir/IR/BuiltinOps.h> <mlir/IR/BuiltinTypes.h>
  <mlir/IR/Dialect.h> <mlir/IR/DialectImplementation.h>
  <mlir/IR/OpDefinition.h> <mlir/IR/OpImplementation.h>
  <mlir/IR/PatternMatch.h> <mlir/IR/Verifier.h>
  <mlir/Interfaces/CallInterfaces.h>
  <mlir/Interfaces/ControlFlowInterfaces.h>
  <mlir/Interfaces/FunctionInterfaces.h>
  <mlir/Interfaces/InferTypeOpInterface.h>
  <mlir/Interfaces/SideEffectInterfaces.h>
  <mlir/Pass/Pass.h> <mlir/Pass/PassManager.h>
  <mlir/Transforms/DialectConversion.h>
  <mlir/Transforms/GreedyPatternRewriteDriver.h>
  <mlir/Dialect/Arith/IR/Arith.h> <mlir/Dialect/Func/IR/FuncOps.h>
  <mlir/Dialect/ControlFlow/IR/ControlFlowOps.h>
  <llvm/ADT/DenseMap.h> <llvm/ADT/MapVector.h> <llvm/ADT/STLExtras.h>
  <llvm/ADT/SmallVector.h> <llvm/ADT/StringSwitch.h> <llvm/ADT/TypeSwitch.h>
  <llvm/Support/raw_ostream.h>)

function(forge_add_pch target exceptions)
  if(TARGET ${target})
    return()
  endif()
  add_library(${target} OBJECT "${FORGE_PCH_SOURCE}")
  if(target MATCHES MLIR)
    set_target_properties(${target} PROPERTIES CXX_STANDARD 20)
  endif()
  target_link_libraries(${target} PRIVATE ForgeCompilerFlags)
  target_compile_options(${target} PRIVATE ${exceptions})
  target_precompile_headers(${target} PRIVATE ${ARGN})
endfunction()

function(forge_add_rooms)
  foreach(room IN LISTS ARGN)
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${room}/CMakeLists.txt")
      add_subdirectory(${room})
    endif()
  endforeach()
endfunction()

# Common part of libraries, tools and unit tests; reads the parsed ARG_*
# variables of its caller.
macro(forge_set_up_target target exceptions pch)
  target_link_libraries(${target} PUBLIC ${ARG_LINK_LIBS})
  target_link_libraries(${target} PRIVATE ForgeCompilerFlags)
  target_compile_options(${target} PRIVATE ${exceptions})
  if(ARG_DEPENDS)
    add_dependencies(${target} ${ARG_DEPENDS})
  endif()
  if(NOT ARG_NO_MLIR)
    set_target_properties(${target} PROPERTIES CXX_STANDARD 20)
  endif()
  if(NOT "${pch}" STREQUAL "")
    target_precompile_headers(${target} REUSE_FROM ${pch})
  endif()
endmacro()

macro(forge_parse_target_arguments)
  cmake_parse_arguments(ARG "NO_MLIR" "" "LINK_LIBS;DEPENDS" ${ARGN})
  if(ARG_NO_MLIR)
    set(pch)
  else()
    set(pch ForgeMLIRPch)
    forge_add_pch(ForgeMLIRPch -fno-exceptions ${FORGE_MLIR_PCH_HEADERS})
  endif()
endmacro()

function(add_forge_library name)
  forge_parse_target_arguments(${ARGN})
  add_library(${name} STATIC ${ARG_UNPARSED_ARGUMENTS})
  forge_set_up_target(${name} -fno-exceptions "${pch}")
endfunction()

# Tools whose main.cpp does not exist yet are left out.
function(add_forge_tool name)
  forge_parse_target_arguments(${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  forge_set_up_target(${name} -fno-exceptions "${pch}")
  set_property(GLOBAL APPEND PROPERTY FORGE_TOOLS ${name})
endfunction()

# One Catch2 executable per room: unittests/<Room>/ makes Forge<Room>Tests.
function(add_forge_unittest name)
  cmake_parse_arguments(ARG "NO_MLIR" "" "LINK_LIBS;DEPENDS" ${ARGN})
  set(catchPch ForgeCatchPch)
  forge_add_pch(ForgeCatchPch -fexceptions <catch2/catch.hpp>)
  if(NOT ARG_NO_MLIR)
    set(catchPch ForgeMLIRCatchPch)
    forge_add_pch(ForgeMLIRCatchPch -fexceptions
                  ${FORGE_MLIR_PCH_HEADERS} <catch2/catch.hpp>)
  endif()
  if(NOT TARGET ForgeUnittestMain)
    add_library(ForgeUnittestMain STATIC
                "${PROJECT_SOURCE_DIR}/unittests/Main.cpp")
  endif()
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  list(APPEND ARG_LINK_LIBS ForgeUnittestMain)
  forge_set_up_target(${name} -fexceptions ${catchPch})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY
                        "${PROJECT_BINARY_DIR}/unittests")
  set_property(GLOBAL APPEND PROPERTY FORGE_UNITTESTS ${name})
endfunction()
