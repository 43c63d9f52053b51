# The runtime is compiled from the same sources for the host and for WASI:
#
#   add_forge_runtime_library(sources... [NATIVE_ONLY sources...]
#                             [WASM_ONLY sources...] [INCLUDES dirs...]
#                             [DEPENDS targets...])
#
# makes
#   ForgeRuntime          static library that the compiler links for its JIT
#   lib/forge/native/libforge_rt.a    what native programs are linked with
#   lib/forge/wasm/libforge_rt.a      what wasm programs are linked with
#
# and, from lib/Codegen, forge_copy_link_files() puts start-up objects, libc and friends beside the
# archives.
#
# Optimization is always -O2, because programs are measured with any build of
# the compiler; assertions follow the build type.

set(FORGE_RUNTIME_FLAGS -fPIC -fno-exceptions -fno-rtti -ffunction-sections
    -fdata-sections -Wall -Wextra -Wno-unused-parameter -O2)

set(FORGE_WASI_INCLUDE_DIR "/usr/include/wasm32-wasi"
    CACHE PATH "Headers of wasi-libc, with libc++ in c++/v1")
set(FORGE_WASI_LIB_DIR "/usr/lib/wasm32-wasi"
    CACHE PATH "Objects and archives of wasi-libc and libc++")

# Clang's wasm include path ends in the host's /usr/include. Without
# -nostdlibinc a header that wasi-libc lacks would silently be the host's.
#
# The C++ headers end a program that breaks their rules by a function that prints
# with printf, a tenth of a small program; a trap does.
set(FORGE_WASM_FLAGS --target=wasm32-wasi -Wno-deprecated -nostdlibinc
    "-D_LIBCPP_VERBOSE_ABORT(...)=__builtin_trap()"
    -isystem "${FORGE_WASI_INCLUDE_DIR}/c++/v1"
    -isystem "${FORGE_WASI_INCLUDE_DIR}")

function(add_forge_runtime_library)
  cmake_parse_arguments(ARG "" "" "NATIVE_ONLY;WASM_ONLY;INCLUDES;DEPENDS" ${ARGN})
  forge_default_includes()
  set(nativeSources ${ARG_UNPARSED_ARGUMENTS} ${ARG_NATIVE_ONLY})
  set(wasmSources ${ARG_UNPARSED_ARGUMENTS} ${ARG_WASM_ONLY})

  forge_add_native_archive(ForgeRuntime forge_rt ${nativeSources})
  forge_add_wasm_runtime(${wasmSources})
endfunction()

#   add_forge_runtime_part(name file sources... [DEPENDS targets...]
#                          [LINK_LIBS libraries...])
#
# makes a library of native programs that need it, lib/forge/native/lib<file>.a,
# and the target <name> for the JIT, which is linked with the libraries.
function(add_forge_runtime_part name file)
  cmake_parse_arguments(ARG "" "" "INCLUDES;DEPENDS;LINK_LIBS" ${ARGN})
  forge_default_includes()
  forge_add_native_archive(${name} ${file} ${ARG_UNPARSED_ARGUMENTS})
  get_target_property(actual ${name} ALIASED_TARGET)
  if(NOT actual)
    set(actual ${name})
  endif()
  target_link_libraries(${actual} INTERFACE ${ARG_LINK_LIBS})
endfunction()

macro(forge_default_includes)
  if(NOT ARG_INCLUDES)
    set(ARG_INCLUDES "${PROJECT_SOURCE_DIR}/runtime/include"
        "${PROJECT_BINARY_DIR}/runtime/include" "${PROJECT_SOURCE_DIR}/runtime")
  endif()
endmacro()

# Under sanitizers the compiler links an instrumented copy; generated programs
# always get the plain one, as they are linked without sanitizer runtimes.
macro(forge_add_native_archive name file)
  forge_add_native_runtime(${name}Archive ${ARGN})
  set_target_properties(${name}Archive PROPERTIES OUTPUT_NAME ${file}
    ARCHIVE_OUTPUT_DIRECTORY "${FORGE_RUNTIME_LIB_DIR}/native")
  if(FORGE_SANITIZE)
    forge_add_native_runtime(${name} ${ARGN})
    target_compile_options(${name} PRIVATE ${FORGE_SANITIZER_FLAGS})
  else()
    add_library(${name} ALIAS ${name}Archive)
  endif()
endmacro()

# Host code that ends up in programs. Reads ARG_INCLUDES and ARG_DEPENDS of its
# caller, if that has them.
function(forge_add_native_runtime name)
  add_library(${name} STATIC ${ARGN})
  set_target_properties(${name} PROPERTIES CXX_STANDARD 20)
  target_include_directories(${name} PUBLIC ${ARG_INCLUDES})
  target_compile_options(${name} PRIVATE ${FORGE_RUNTIME_FLAGS})
  if(ARG_DEPENDS)
    add_dependencies(${name} ${ARG_DEPENDS})
  endif()
endfunction()

function(forge_add_wasm_runtime)
  set(includes)
  foreach(dir IN LISTS ARG_INCLUDES)
    list(APPEND includes "-I${dir}")
  endforeach()
  set(assertions)
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    set(assertions -DNDEBUG)
  endif()
  set(objects)
  foreach(source IN LISTS ARGN)
    get_filename_component(path "${source}" ABSOLUTE)
    file(RELATIVE_PATH shown "${PROJECT_SOURCE_DIR}" "${path}")
    set(object "${CMAKE_CURRENT_BINARY_DIR}/wasm/${source}.o")
    get_filename_component(objectDir "${object}" DIRECTORY)
    file(MAKE_DIRECTORY "${objectDir}")
    add_custom_command(OUTPUT "${object}"
      COMMAND ${CMAKE_CXX_COMPILER_LAUNCHER} "${CMAKE_CXX_COMPILER}"
              ${FORGE_WASM_FLAGS} -std=c++20 ${FORGE_RUNTIME_FLAGS}
              ${assertions} ${includes}
              -MD -MT "${object}" -MF "${object}.d" -c "${path}" -o "${object}"
      DEPENDS "${path}" ${ARG_DEPENDS}
      DEPFILE "${object}.d"
      COMMENT "Building wasm object ${shown}"
      VERBATIM)
    list(APPEND objects "${object}")
  endforeach()
  set(archive "${FORGE_RUNTIME_LIB_DIR}/wasm/libforge_rt.a")
  file(MAKE_DIRECTORY "${FORGE_RUNTIME_LIB_DIR}/wasm")
  add_custom_command(OUTPUT "${archive}"
    COMMAND "${CMAKE_COMMAND}" -E rm -f "${archive}"
    COMMAND "${FORGE_LLVM_AR}" rcsD "${archive}" ${objects}
    DEPENDS ${objects}
    COMMENT "Linking wasm runtime archive"
    VERBATIM)
  add_custom_target(ForgeRuntimeWasm ALL DEPENDS "${archive}")
endfunction()

# Copies what every program is linked with besides the runtime, so that linking
# needs nothing but the shared C library outside the installation. The target
# ForgeLinkFiles stands for all of it.
function(forge_copy_link_files)
  execute_process(COMMAND "${CMAKE_CXX_COMPILER}" -print-resource-dir
    OUTPUT_VARIABLE resourceDir OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
  set(copies)
  foreach(file IN ITEMS
      "${FORGE_WASI_LIB_DIR}/crt1-command.o" "${FORGE_WASI_LIB_DIR}/libc.a"
      "${FORGE_WASI_LIB_DIR}/libc++.a" "${FORGE_WASI_LIB_DIR}/libc++abi.a"
      "${resourceDir}/lib/wasi/libclang_rt.builtins-wasm32.a")
    forge_copy_link_file(copies wasm "${file}")
  endforeach()
  foreach(part IN ITEMS clang_rt.crtbegin-x86_64.o clang_rt.crtend-x86_64.o
                        libclang_rt.builtins-x86_64.a
                        libclang_rt.profile-x86_64.a)
    forge_copy_link_file(copies native "${resourceDir}/lib/linux/${part}")
  endforeach()
  foreach(part IN ITEMS crt1.o Scrt1.o crti.o crtn.o libc_nonshared.a
                        libgcc_eh.a libstdc++.a libssl.a libcrypto.a)
    execute_process(COMMAND "${CMAKE_CXX_COMPILER}" -print-file-name=${part}
      OUTPUT_VARIABLE file OUTPUT_STRIP_TRAILING_WHITESPACE
      COMMAND_ERROR_IS_FATAL ANY)
    forge_copy_link_file(copies native "${file}")
  endforeach()
  add_custom_target(ForgeLinkFiles ALL DEPENDS ${copies})
endfunction()

function(forge_copy_link_file out subdirectory file)
  get_filename_component(fileName "${file}" NAME)
  set(copy "${FORGE_RUNTIME_LIB_DIR}/${subdirectory}/${fileName}")
  add_custom_command(OUTPUT "${copy}"
    COMMAND "${CMAKE_COMMAND}" -E copy "${file}" "${copy}"
    DEPENDS "${file}"
    COMMENT "Copying ${fileName} for ${subdirectory} programs"
    VERBATIM)
  list(APPEND ${out} "${copy}")
  set(${out} "${${out}}" PARENT_SCOPE)
endfunction()
