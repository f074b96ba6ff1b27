# Every outside library in one place; experiments/setup.sh has Debian's packages. Point CMake at
# your own MuJoCo or LibTorch with -DMUJOCO_ROOT=... and -DTORCH_ROOT=..., or at those of the active
# Python environment with -DSTREAMBED_PYTHON=ON; nothing is downloaded.

# Asked once: a build in another shell must not change its libraries.
if(STREAMBED_PYTHON)
  set(MUJOCO_ROOT python CACHE PATH "MuJoCo's folder, or python" FORCE)
  if(STREAMBED_TORCH)
    set(TORCH_ROOT python CACHE PATH "LibTorch's folder, or python" FORCE)
  endif()
endif()
include("${CMAKE_CURRENT_LIST_DIR}/StreambedMujoco.cmake")

find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(fmt REQUIRED)
find_package(nlohmann_json 3 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(Threads REQUIRED)
find_package(benchmark REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(Boost REQUIRED)

find_package(HDF5 REQUIRED COMPONENTS C)
find_package(ZLIB REQUIRED)
find_path(BLOSC_INCLUDE_DIR blosc.h REQUIRED)
find_library(BLOSC_LIBRARY blosc REQUIRED)
find_path(ZIP_INCLUDE_DIR zip.h REQUIRED)
find_library(ZIP_LIBRARY zip REQUIRED)

# Torch's own config sets flags for every target; keep them on the one target that uses them.
if(STREAMBED_TORCH)
  include("${CMAKE_CURRENT_LIST_DIR}/StreambedTorch.cmake")
endif()

if(STREAMBED_RENDER)
  find_package(OpenGL REQUIRED COMPONENTS OpenGL EGL)
  find_package(PNG REQUIRED)
endif()
if(STREAMBED_VIEWER)
  find_package(glfw3 3.3 REQUIRED)
  find_path(IMGUI_INCLUDE_DIR imgui.h PATH_SUFFIXES imgui REQUIRED)
  find_library(IMGUI_LIBRARY imgui REQUIRED)
  # Debian's Dear ImGui leaves stb out; others hold it.
  find_library(STB_LIBRARY stb)
endif()
# What was found is in MUJOCO_ROOT and TORCH_ROOT; only another environment needs the switch again.
set(STREAMBED_PYTHON OFF CACHE BOOL "Use the active Python environment's MuJoCo and LibTorch" FORCE)
