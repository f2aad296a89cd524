# What the folders have in common: a library a folder, and lists generated from what stands in a folder.

# pkttest_folder(NAME [LINK targets…]): the static library pkttest_NAME, alias pkttest::NAME, from all
# sources of this folder. A new file joins at the next build.
function(pkttest_folder name)
  cmake_parse_arguments(ARG "" "" "LINK;GENERATED" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*/*.cpp")
  add_library(pkttest_${name} STATIC ${sources} ${ARG_GENERATED})
  add_library(pkttest::${name} ALIAS pkttest_${name})
  set_target_properties(pkttest_${name} PROPERTIES EXPORT_NAME ${name})
  target_link_libraries(pkttest_${name} PUBLIC ${ARG_LINK})
  target_include_directories(pkttest_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/pkttest>)
  pkttest_compile_options(pkttest_${name})
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
    target_link_options(${target} PUBLIC -fsanitize=${PKTTEST_SANITIZE})
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
