# cmake --install: the program, the libraries, their headers, and the package that find_package(pkttest) reads.
# With --component program: the program, its manual pages and what shells complete.
include(CMakePackageConfigHelpers)

get_property(libraries GLOBAL PROPERTY PKTTEST_TARGETS)
install(TARGETS pkttest_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
install(TARGETS ${libraries} pkttest_all EXPORT pkttest ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkttest)
foreach(folder framework protocols)
  install(DIRECTORY ${folder} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/pkttest FILES_MATCHING PATTERN "*.h")
endforeach()


# <pkttest/layers.h> and the manual's pages of protocols, functions and messages come from the tables.
set(layers_header "${PROJECT_BINARY_DIR}/generated/pkttest/layers.h")
set(protocols_page "${PROJECT_BINARY_DIR}/docs/protocols.md")
file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/generated/pkttest" "${PROJECT_BINARY_DIR}/docs")
add_custom_command(OUTPUT "${layers_header}" COMMAND pkttest_program protocols --as cpp > "${layers_header}"
                   DEPENDS pkttest_program VERBATIM)
add_custom_command(OUTPUT "${protocols_page}" COMMAND pkttest_program protocols --as markdown > "${protocols_page}"
                   DEPENDS pkttest_program VERBATIM)
set(errors_page "${PROJECT_BINARY_DIR}/docs/errors.md")
add_custom_command(OUTPUT "${errors_page}" COMMAND pkttest_program explain --markdown > "${errors_page}"
                   DEPENDS pkttest_program VERBATIM)
set(functions_page "${PROJECT_BINARY_DIR}/docs/functions.md")
add_custom_command(OUTPUT "${functions_page}" COMMAND pkttest_program functions --as markdown > "${functions_page}"
                   DEPENDS pkttest_program VERBATIM)
set(shell_files "${PROJECT_BINARY_DIR}/docs/pkttest.1" "${PROJECT_BINARY_DIR}/docs/pkttest.bash"
                "${PROJECT_BINARY_DIR}/docs/_pkttest" "${PROJECT_BINARY_DIR}/docs/pkttest.fish")
add_custom_command(OUTPUT ${shell_files}
                   COMMAND pkttest_program man > "${PROJECT_BINARY_DIR}/docs/pkttest.1"
                   COMMAND pkttest_program completion bash > "${PROJECT_BINARY_DIR}/docs/pkttest.bash"
                   COMMAND pkttest_program completion zsh > "${PROJECT_BINARY_DIR}/docs/_pkttest"
                   COMMAND pkttest_program completion fish > "${PROJECT_BINARY_DIR}/docs/pkttest.fish"
                   DEPENDS pkttest_program VERBATIM)
add_custom_target(pkttest_generated ALL DEPENDS "${layers_header}" "${protocols_page}" "${errors_page}"
                                                "${functions_page}" ${shell_files})
install(FILES "${PROJECT_BINARY_DIR}/docs/pkttest.1" DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
        COMPONENT program)
install(FILES "${PROJECT_BINARY_DIR}/docs/pkttest.bash" RENAME pkttest
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
install(FILES "${PROJECT_BINARY_DIR}/docs/_pkttest" DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
        COMPONENT program)
install(FILES "${PROJECT_BINARY_DIR}/docs/pkttest.fish"
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program)
install(FILES "${layers_header}" DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/pkttest/pkttest)
install(FILES "${protocols_page}" "${errors_page}" "${functions_page}" DESTINATION ${CMAKE_INSTALL_DOCDIR}
        COMPONENT program)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/pkttest)
install(EXPORT pkttest NAMESPACE pkttest:: DESTINATION ${package_folder} FILE pkttestTargets.cmake)
configure_package_config_file(cmake/pkttestConfig.cmake.in ${PROJECT_BINARY_DIR}/pkttestConfig.cmake
                              INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/pkttestConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/pkttestConfig.cmake ${PROJECT_BINARY_DIR}/pkttestConfigVersion.cmake
        DESTINATION ${package_folder})
install(DIRECTORY examples campaigns DESTINATION ${CMAKE_INSTALL_DATADIR}/pkttest COMPONENT program)
