# Every outside library in one place; experiments/setup.sh has Debian's packages. Point CMake at
# your own MuJoCo or LibTorch with -Dmujoco_DIR=... / -DMUJOCO_ROOT=... and -DTorch_DIR=... (or
# -DCMAKE_PREFIX_PATH=...); nothing is downloaded.

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
  find_package(Torch REQUIRED)
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
