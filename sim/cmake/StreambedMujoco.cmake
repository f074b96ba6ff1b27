# The target streambed_mujoco, for streambed itself and for plugins: header and library of one copy
# of MuJoCo. MUJOCO_ROOT is a release archive (include/, lib/), the folder of the Python package
# (include/, libmujoco.so.X.Y.Z), or "python", which asks python3 once and keeps the answer. With a
# root nothing else is searched; without one the system is, then MuJoCo's own CMake config.
if(TARGET streambed_mujoco)
  return()
endif()
include("${CMAKE_CURRENT_LIST_DIR}/StreambedPython.cmake")

if(NOT MUJOCO_ROOT AND NOT "$ENV{MUJOCO_ROOT}" STREQUAL "")
  set(MUJOCO_ROOT "$ENV{MUJOCO_ROOT}")
endif()
if(MUJOCO_ROOT STREQUAL "python")
  streambed_python_package(mujoco folder)
  set(MUJOCO_ROOT "${folder}" CACHE PATH "MuJoCo's folder, or python" FORCE)
  set(MUJOCO_ROOT "${folder}")
endif()

# Another root than last time is looked at anew.
if(NOT "${MUJOCO_ROOT}" STREQUAL "${STREAMBED_MUJOCO_SEEN}")
  unset(MUJOCO_INCLUDE_DIR CACHE)
  unset(MUJOCO_LIBRARY CACHE)
endif()
set(STREAMBED_MUJOCO_SEEN "${MUJOCO_ROOT}" CACHE INTERNAL "")

set(where "")
if(MUJOCO_ROOT)
  set(where PATHS "${MUJOCO_ROOT}" NO_DEFAULT_PATH)
elseif(mujoco_DIR)
  find_package(mujoco CONFIG REQUIRED)
endif()
if(NOT TARGET mujoco::mujoco)
  find_path(MUJOCO_INCLUDE_DIR mujoco/mujoco.h ${where} PATH_SUFFIXES include)
endif()

# Headers write 2.2.2 as 222 and, from 3.5 on, 3.17.0 as 3017000.
set(version "")
if(MUJOCO_INCLUDE_DIR)
  file(STRINGS "${MUJOCO_INCLUDE_DIR}/mujoco/mujoco.h" line REGEX "define mjVERSION_HEADER")
  if(line MATCHES "([0-9]+)[ \t]*$")
    set(base 10)
    if(CMAKE_MATCH_1 GREATER 999)
      set(base 1000)
    endif()
    math(EXPR major "${CMAKE_MATCH_1} / ${base} / ${base}")
    math(EXPR minor "${CMAKE_MATCH_1} / ${base} % ${base}")
    math(EXPR patch "${CMAKE_MATCH_1} % ${base}")
    set(version "${major}.${minor}.${patch}")
  endif()
  # The Python package has no libmujoco.so without a number.
  find_library(MUJOCO_LIBRARY NAMES libmujoco.so.${version} mujoco ${where}
    PATH_SUFFIXES lib "lib/${CMAKE_LIBRARY_ARCHITECTURE}")
endif()

if(MUJOCO_INCLUDE_DIR AND MUJOCO_LIBRARY)
  # A library says its version in its name; sim/mujoco.cc asks it again when it is loaded.
  file(REAL_PATH "${MUJOCO_LIBRARY}" library)
  if(library MATCHES "\\.so\\.([0-9]+\\.[0-9]+\\.[0-9]+)$" AND NOT CMAKE_MATCH_1 STREQUAL version)
    message(FATAL_ERROR "MuJoCo ${version} in ${MUJOCO_INCLUDE_DIR} and ${CMAKE_MATCH_1} in "
      "${library} are different copies: add -DMUJOCO_ROOT=/path/to/one")
  endif()
  message(STATUS "MuJoCo ${version}: ${library}")
  add_library(streambed_mujoco INTERFACE)
  target_include_directories(streambed_mujoco SYSTEM INTERFACE "${MUJOCO_INCLUDE_DIR}")
  target_link_libraries(streambed_mujoco INTERFACE "${MUJOCO_LIBRARY}")
  return()
endif()
if(MUJOCO_ROOT)
  message(FATAL_ERROR "no include/mujoco/mujoco.h, or no libmujoco.so of its version, in "
    "${MUJOCO_ROOT}: give -DMUJOCO_ROOT=/path/to/mujoco, or =python after pip install mujoco")
endif()
if(NOT TARGET mujoco::mujoco)
  find_package(mujoco CONFIG QUIET)
endif()
if(NOT TARGET mujoco::mujoco)
  message(FATAL_ERROR
    "MuJoCo not found: apt-get install libmujoco-dev, or add -DMUJOCO_ROOT=/path/to/mujoco")
endif()
add_library(streambed_mujoco INTERFACE)
target_link_libraries(streambed_mujoco INTERFACE mujoco::mujoco)
