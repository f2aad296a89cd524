# What the folders have in common: a library a folder, and lists generated from what stands in a folder.

# pkttest_folder(NAME [LINK targets…] [PRECOMPILED headers…] [GENERATED sources…]): the static library pkttest_NAME,
# alias pkttest::NAME, from all sources of this folder. A new file joins at the next build.
function(pkttest_folder name)
  cmake_parse_arguments(ARG "" "" "LINK;PRECOMPILED;GENERATED" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*/*.cpp")
  add_library(pkttest_${name} STATIC ${sources} ${ARG_GENERATED})
  add_library(pkttest::${name} ALIAS pkttest_${name})
  set_target_properties(pkttest_${name} PROPERTIES EXPORT_NAME ${name})
  target_link_libraries(pkttest_${name} PUBLIC ${ARG_LINK})
  target_include_directories(pkttest_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/pkttest>)
  pkttest_compile_options(pkttest_${name})
  pkttest_precompile(pkttest_${name} ${ARG_PRECOMPILED})
  set_property(GLOBAL APPEND PROPERTY PKTTEST_TARGETS pkttest_${name})
endfunction()

# Warnings are errors only where pkttest is the top project.
function(pkttest_compile_options target)
  if(PROJECT_IS_TOP_LEVEL)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wnon-virtual-dtor -Werror)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      target_compile_options(${target} PRIVATE -Wshadow=local -Wno-restrict)  # GCC 12 sees overlaps in std::string that are none
    endif()
  endif()
  if(PKTTEST_SANITIZE)
    target_compile_options(${target} PUBLIC -fsanitize=${PKTTEST_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    # What a null pointer or an end of memory leads to, the address sanitizer stops; vptr asks at every virtual call.
    # Compiling these three takes a fifth of the build.
    target_compile_options(${target} PUBLIC -fno-sanitize=null,object-size,vptr)
    target_link_options(${target} PUBLIC -fsanitize=${PKTTEST_SANITIZE})
  endif()
endfunction()

# pkttest_precompile(TARGET headers… | FROM OTHER): the headers of the standard library and fmt that most sources
# read, and these, are read once for all of the target's sources, or were for those of another target. Reading them
# takes longer than the rest of most sources. Sources include what they use all the same: they compile with
# PKTTEST_PRECOMPILE=OFF too.
function(pkttest_precompile target)
  if(NOT PKTTEST_PRECOMPILE)
    return()
  endif()
  cmake_parse_arguments(ARG "" "FROM" "" ${ARGN})
  if(ARG_FROM)
    target_precompile_headers(${target} REUSE_FROM ${ARG_FROM})
  else()
    list(TRANSFORM ARGN PREPEND "${PROJECT_SOURCE_DIR}/" REGEX "^[^<]")
    target_precompile_headers(${target} PRIVATE
      <algorithm> <array> <charconv> <filesystem> <functional> <map> <memory> <optional> <set> <span> <string>
      <string_view> <utility> <variant> <vector> <fmt/format.h> ${ARGN})
  endif()
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(${target} PRIVATE -Xclang -fno-pch-timestamp)  # So that ccache may keep them.
  else()
    # GCC 12 takes precompiled system headers for the project's own, and sees overflows in std::string that are none.
    target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
  endif()
endfunction()

# pkttest_list(OUTPUT_VARIABLE TYPE NAMESPACE HEADER FUNCTION PATTERN): a source that defines
# `std::span<const TYPE* const> FUNCTION()` over every symbol that a file matching PATTERN (a glob below
# this folder) declares as `extern constexpr TYPE name` or `extern const TYPE name` at the start of a line.
# Every symbol is named, so a static library drops none.
function(pkttest_list output type namespace header function pattern)
  file(GLOB files CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${pattern}")
  set(declarations "")
  set(entries "")
  foreach(file IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(STRINGS "${file}" lines REGEX "^extern (constexpr|const) ${type} [a-z0-9_]+")
    foreach(line IN LISTS lines)
      string(REGEX REPLACE "^extern (constexpr|const) ${type} ([a-z0-9_]+).*" "\\2" symbol "${line}")
      string(APPEND declarations "extern const ${type} ${symbol};\n")
      string(APPEND entries "    &${symbol},\n")
    endforeach()
  endforeach()
  set(generated "${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp")
  set(body "// Generated from the folder: every ${type} in it.\n#include \"${header}\"\n\nnamespace ${namespace} {\n\n${declarations}\nnamespace {\nconstexpr const ${type}* list[] = {\n${entries}    nullptr};\n}  // namespace\n\nstd::span<const ${type}* const> ${function}() { return {list, std::size(list) - 1}; }\n\n}  // namespace ${namespace}\n")
  file(GENERATE OUTPUT "${generated}" CONTENT "${body}")
  set(${output} "${generated}" PARENT_SCOPE)
endfunction()
