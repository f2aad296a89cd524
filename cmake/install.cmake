# cmake --install: the program, the libraries, their headers, and the package that find_package(pkttest) reads.
include(CMakePackageConfigHelpers)

get_property(libraries GLOBAL PROPERTY PKTTEST_TARGETS)
install(TARGETS pkttest_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS ${libraries} pkttest_all EXPORT pkttest ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkttest)
foreach(folder framework protocols)
  install(DIRECTORY ${folder} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/pkttest FILES_MATCHING PATTERN "*.h")
endforeach()

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/pkttest)
install(EXPORT pkttest NAMESPACE pkttest:: DESTINATION ${package_folder} FILE pkttestTargets.cmake)
configure_package_config_file(cmake/pkttestConfig.cmake.in ${PROJECT_BINARY_DIR}/pkttestConfig.cmake
                              INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/pkttestConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/pkttestConfig.cmake ${PROJECT_BINARY_DIR}/pkttestConfigVersion.cmake
        DESTINATION ${package_folder})
install(DIRECTORY examples DESTINATION ${CMAKE_INSTALL_DATADIR}/pkttest)
