# The target streambed_mujoco, for streambed itself and for plugins: header and library where they
# are found, else MuJoCo's own CMake config.
if(TARGET streambed_mujoco)
  return()
endif()
find_path(MUJOCO_INCLUDE_DIR mujoco/mujoco.h
  HINTS "${MUJOCO_ROOT}/include" "$ENV{MUJOCO_ROOT}/include")
find_library(MUJOCO_LIBRARY mujoco HINTS "${MUJOCO_ROOT}/lib" "$ENV{MUJOCO_ROOT}/lib")
if(NOT MUJOCO_INCLUDE_DIR OR NOT MUJOCO_LIBRARY)
  find_package(mujoco CONFIG QUIET)
endif()
if(MUJOCO_INCLUDE_DIR AND MUJOCO_LIBRARY)
  add_library(streambed_mujoco INTERFACE)
  target_include_directories(streambed_mujoco SYSTEM INTERFACE "${MUJOCO_INCLUDE_DIR}")
  target_link_libraries(streambed_mujoco INTERFACE "${MUJOCO_LIBRARY}")
elseif(TARGET mujoco::mujoco)
  add_library(streambed_mujoco INTERFACE)
  target_link_libraries(streambed_mujoco INTERFACE mujoco::mujoco)
else()
  message(FATAL_ERROR
    "MuJoCo not found: apt-get install libmujoco-dev, or add -DMUJOCO_ROOT=/path/to/mujoco")
endif()
