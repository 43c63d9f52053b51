# TableGen for dialects, passes and documentation. Everything generated lies in
# the build tree, in the mirror of the directory of its .td file, so that
# dialects/Forge/Ops/ArithOps.td becomes "dialects/Forge/Ops/ArithOps.h.inc".
#
#   add_forge_dialect_tablegen(Name DIALECT mnemonic
#     [DIALECT_TD X.td] [TYPES_TD X.td] [ATTRS_TD X.td] [ENUMS_TD X.td]
#     [INTERFACES_TD X.td] [OPS Theme...] [REWRITES X.td...])
#   add_forge_passes_tablegen(Name Passes.td)
#   forge_tablegen(var Source.td output flags...)
#   add_forge_doc(output.md generator Source.td [flags...])

set(FORGE_TABLEGEN_INCLUDES
  "-I${PROJECT_SOURCE_DIR}" "-I${PROJECT_BINARY_DIR}"
  "-I${PROJECT_SOURCE_DIR}/include" "-I${PROJECT_SOURCE_DIR}/dialects"
  "-I${MLIR_INCLUDE_DIRS}")

# Runs mlir-tblgen with the remaining arguments on a .td file and appends the
# output to the list named OUT. Both paths are relative to the current directory
# or, for files under include/, to the top of the source and build trees.
function(forge_tablegen out td output)
  if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${td}")
    set(source "${CMAKE_CURRENT_SOURCE_DIR}/${td}")
    set(result "${CMAKE_CURRENT_BINARY_DIR}/${output}")
  else()
    set(source "${PROJECT_SOURCE_DIR}/${td}")
    set(result "${PROJECT_BINARY_DIR}/${output}")
  endif()
  get_filename_component(resultDir "${result}" DIRECTORY)
  get_filename_component(sourceDir "${source}" DIRECTORY)
  file(MAKE_DIRECTORY "${resultDir}")
  file(RELATIVE_PATH shown "${PROJECT_BINARY_DIR}" "${result}")
  add_custom_command(OUTPUT "${result}"
    COMMAND "${FORGE_MLIR_TBLGEN}" ${ARGN} ${FORGE_TABLEGEN_INCLUDES}
            "-I${CMAKE_CURRENT_SOURCE_DIR}" "-I${sourceDir}" "${source}"
            --write-if-changed -o "${result}" -d "${result}.d"
    DEPENDS "${source}" "${FORGE_MLIR_TBLGEN}"
    DEPFILE "${result}.d"
    COMMENT "Generating ${shown}"
    VERBATIM)
  list(APPEND ${out} "${result}")
  set(${out} "${${out}}" PARENT_SCOPE)
endfunction()

# Generates every part of a dialect and collects it in the target <Name>IncGen,
# which the dialect's library names in DEPENDS. One unit per op theme: OPS
# entries are Ops/<Theme>.td, without the extension.
function(add_forge_dialect_tablegen name)
  cmake_parse_arguments(TD "" "DIALECT;DIALECT_TD;TYPES_TD;ATTRS_TD;ENUMS_TD"
                        "INTERFACES_TD;OPS;REWRITES" ${ARGN})
  set(files)
  if(TD_DIALECT_TD)
    get_filename_component(base ${TD_DIALECT_TD} NAME_WE)
    forge_tablegen(files ${TD_DIALECT_TD} ${base}.h.inc
                   -gen-dialect-decls -dialect=${TD_DIALECT})
    forge_tablegen(files ${TD_DIALECT_TD} ${base}.cpp.inc
                   -gen-dialect-defs -dialect=${TD_DIALECT})
  endif()
  if(TD_TYPES_TD)
    get_filename_component(base ${TD_TYPES_TD} NAME_WE)
    forge_tablegen(files ${TD_TYPES_TD} ${base}.h.inc
                   -gen-typedef-decls -typedefs-dialect=${TD_DIALECT})
    forge_tablegen(files ${TD_TYPES_TD} ${base}.cpp.inc
                   -gen-typedef-defs -typedefs-dialect=${TD_DIALECT})
  endif()
  if(TD_ATTRS_TD)
    get_filename_component(base ${TD_ATTRS_TD} NAME_WE)
    forge_tablegen(files ${TD_ATTRS_TD} ${base}.h.inc
                   -gen-attrdef-decls -attrdefs-dialect=${TD_DIALECT})
    forge_tablegen(files ${TD_ATTRS_TD} ${base}.cpp.inc
                   -gen-attrdef-defs -attrdefs-dialect=${TD_DIALECT})
  endif()
  if(TD_ENUMS_TD)
    get_filename_component(base ${TD_ENUMS_TD} NAME_WE)
    # Attributes and enums may share a file, so the outputs differ in name.
    string(REGEX REPLACE "(Attrs|Enums)$" "Enums" base ${base})
    forge_tablegen(files ${TD_ENUMS_TD} ${base}.h.inc -gen-enum-decls)
    forge_tablegen(files ${TD_ENUMS_TD} ${base}.cpp.inc -gen-enum-defs)
  endif()
  # X.td makes X.h.inc (op), XTypes.h.inc and XAttrs.h.inc.
  foreach(td IN LISTS TD_INTERFACES_TD)
    get_filename_component(base ${td} NAME_WE)
    forge_tablegen(files ${td} ${base}.h.inc -gen-op-interface-decls)
    forge_tablegen(files ${td} ${base}.cpp.inc -gen-op-interface-defs)
    forge_tablegen(files ${td} ${base}Types.h.inc -gen-type-interface-decls)
    forge_tablegen(files ${td} ${base}Types.cpp.inc -gen-type-interface-defs)
    forge_tablegen(files ${td} ${base}Attrs.h.inc -gen-attr-interface-decls)
    forge_tablegen(files ${td} ${base}Attrs.cpp.inc -gen-attr-interface-defs)
  endforeach()
  foreach(theme IN LISTS TD_OPS)
    forge_tablegen(files Ops/${theme}.td Ops/${theme}.h.inc -gen-op-decls)
    forge_tablegen(files Ops/${theme}.td Ops/${theme}.cpp.inc -gen-op-defs)
  endforeach()
  foreach(td IN LISTS TD_REWRITES)
    string(REGEX REPLACE "\\.td$" ".cpp.inc" output ${td})
    forge_tablegen(files ${td} ${output} -gen-rewriters)
  endforeach()
  add_custom_target(${name}IncGen DEPENDS ${files})
endfunction()

# Pass declarations of one room: add_forge_passes_tablegen(Transforms
# include/forge/Transforms/Passes.td) makes "forge/Transforms/Passes.h.inc" with
# registerTransformsPasses(), in the target TransformsPassesIncGen.
function(add_forge_passes_tablegen name td)
  set(files)
  string(REGEX REPLACE "\\.td$" ".h.inc" output ${td})
  forge_tablegen(files ${td} ${output} -gen-pass-decls -name=${name})
  add_custom_target(${name}PassesIncGen DEPENDS ${files})
endfunction()

# Reference page build/<preset>/docs/<output>, made by the target forge-doc.
function(add_forge_doc output generator td)
  set(source "${CMAKE_CURRENT_SOURCE_DIR}/${td}")
  if(NOT EXISTS "${source}")
    set(source "${PROJECT_SOURCE_DIR}/${td}")
  endif()
  get_filename_component(sourceDir "${source}" DIRECTORY)
  set(page "${PROJECT_BINARY_DIR}/docs/${output}")
  get_filename_component(pageDir "${page}" DIRECTORY)
  file(MAKE_DIRECTORY "${pageDir}")
  add_custom_command(OUTPUT "${page}"
    COMMAND "${FORGE_MLIR_TBLGEN}" ${generator} ${ARGN}
            ${FORGE_TABLEGEN_INCLUDES} "-I${sourceDir}" "${source}"
            -o "${page}" -d "${page}.d"
    DEPENDS "${source}"
    DEPFILE "${page}.d"
    COMMENT "Generating docs/${output}"
    VERBATIM)
  string(MAKE_C_IDENTIFIER "forge_doc_${output}" target)
  add_custom_target(${target} DEPENDS "${page}")
  if(NOT TARGET forge-doc)
    add_custom_target(forge-doc)
  endif()
  add_dependencies(forge-doc ${target})
endfunction()
