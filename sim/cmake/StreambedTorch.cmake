# LibTorch, all of one copy. TORCH_ROOT is LibTorch's archive, the folder of the Python package, or
# "python", which asks python3 once and keeps the answer; -DTorch_DIR=... and CMAKE_PREFIX_PATH work
# as everywhere. Torch's own config looks for its libraries in the system first, so they are found
# here before it runs.
include("${CMAKE_CURRENT_LIST_DIR}/StreambedPython.cmake")

if(TORCH_ROOT STREQUAL "python")
  streambed_python_package(torch folder)
  set(TORCH_ROOT "${folder}" CACHE PATH "LibTorch's folder, or python" FORCE)
endif()
set(root "${TORCH_ROOT}")
# An archive's or a Python package's; Debian's config lies elsewhere.
if(NOT root AND Torch_DIR MATCHES "^(.*)/share/cmake/Torch/?$")
  set(root "${CMAKE_MATCH_1}")
endif()

# Another root than last time is looked at anew.
if(NOT "${root}" STREQUAL "${STREAMBED_TORCH_SEEN}")
  foreach(name TORCH_LIBRARY c10_LIBRARY C10_CUDA_LIBRARY kineto_LIBRARY Caffe2_DIR)
    unset(${name} CACHE)
  endforeach()
  if(TORCH_ROOT OR NOT root)
    unset(Torch_DIR CACHE)
  endif()
endif()
set(STREAMBED_TORCH_SEEN "${root}" CACHE INTERNAL "")

set(prefixes "${CMAKE_PREFIX_PATH}")
if(root)
  find_library(TORCH_LIBRARY torch PATHS "${root}/lib" NO_DEFAULT_PATH)
  find_library(c10_LIBRARY c10 PATHS "${root}/lib" NO_DEFAULT_PATH)
  if(NOT TORCH_LIBRARY OR NOT c10_LIBRARY)
    message(FATAL_ERROR "no lib/libtorch.so or lib/libc10.so in ${root}: give "
      "-DTORCH_ROOT=/path/to/libtorch, or =python after pip install torch")
  endif()
  set(Torch_DIR "${root}/share/cmake/Torch" CACHE PATH "" FORCE)
  list(PREPEND CMAKE_PREFIX_PATH "${root}")
endif()
find_package(Torch REQUIRED)
set(CMAKE_PREFIX_PATH "${prefixes}")

file(REAL_PATH "${TORCH_INSTALL_PREFIX}" prefix)
foreach(name TORCH_LIBRARY c10_LIBRARY)
  if(NOT ${name})
    continue()
  endif()
  file(REAL_PATH "${${name}}" library)
  cmake_path(IS_PREFIX prefix "${library}" NORMALIZE same)
  if(NOT same)
    message(FATAL_ERROR "the headers of LibTorch in ${TORCH_INSTALL_PREFIX} and ${library} are "
      "different copies: add -DTORCH_ROOT=${TORCH_INSTALL_PREFIX}")
  endif()
endforeach()
