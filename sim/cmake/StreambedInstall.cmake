# cmake --install: the command with what it ships, and what a plugin is built with. Everything is
# found relative to the command or to its library, so that the prefix may be moved.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(streambed_package "${CMAKE_INSTALL_LIBDIR}/cmake/Streambed")
set(streambed_share share/streambed)  # as experiments/streambed.cc knows it

install(TARGETS streambed RUNTIME DESTINATION bin)
set(libraries streambed_sim streambed_policies)
if(STREAMBED_TORCH)
  list(APPEND libraries streambed_torch)
endif()
install(TARGETS ${libraries} LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
file(RELATIVE_PATH from_bin "/bin" "/${CMAKE_INSTALL_LIBDIR}")
set_target_properties(streambed PROPERTIES INSTALL_RPATH "$ORIGIN/${from_bin}")
set_target_properties(${libraries} PROPERTIES INSTALL_RPATH "$ORIGIN")
# A MuJoCo or LibTorch outside the system's folders stays where it is.
set_target_properties(streambed ${libraries} PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)

# The same relative paths as in the source tree.
install(DIRECTORY assets DESTINATION "${streambed_share}")
install(DIRECTORY experiments/plans experiments/profiles
  DESTINATION "${streambed_share}/experiments")
install(FILES experiments/bench/peer_python.py DESTINATION "${streambed_share}/experiments/bench")

# Headers of the kernel, and those of learned policies that show no LibTorch.
install(DIRECTORY sim DESTINATION include/streambed FILES_MATCHING PATTERN "*.h"
  PATTERN hdf5_handles.h EXCLUDE PATTERN cmake EXCLUDE)
set(headers
  policies/learned/chunk.h
  policies/learned/conditional_flow.h
  policies/learned/flow_sampler.h
  policies/learned/method.h
  policies/learned/noise_schedule.h
  policies/learned/normaliser.h
  policies/learned/vector_encoding.h
  policies/learned/windows.h
  policies/policy/register_learned.h)
foreach(header IN LISTS headers)
  cmake_path(GET header PARENT_PATH folder)
  install(FILES ${header} DESTINATION include/streambed/${folder})
endforeach()

# Whatever must be the same in a plugin, as plugin.h compares it. Assertions follow NDEBUG, which
# the build type sets.
string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
set(STREAMBED_PLUGIN_OPTIONS -UNDEBUG)
if("${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}" MATCHES "-DNDEBUG")
  set(STREAMBED_PLUGIN_OPTIONS -DNDEBUG)
endif()
if(STREAMBED_SANITIZE)
  list(APPEND STREAMBED_PLUGIN_OPTIONS -fsanitize=${STREAMBED_SANITIZE})
endif()
get_filename_component(STREAMBED_MUJOCO_ROOT "${MUJOCO_INCLUDE_DIR}" DIRECTORY)

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/StreambedConfig.cmake.in"
  "${CMAKE_BINARY_DIR}/StreambedConfig.cmake" INSTALL_DESTINATION "${streambed_package}"
  NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file("${CMAKE_BINARY_DIR}/StreambedConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  "${CMAKE_BINARY_DIR}/StreambedConfig.cmake" "${CMAKE_BINARY_DIR}/StreambedConfigVersion.cmake"
  "${CMAKE_CURRENT_LIST_DIR}/StreambedMujoco.cmake"
  "${CMAKE_CURRENT_LIST_DIR}/StreambedPython.cmake" DESTINATION "${streambed_package}")
