#pragma once
// A task or policy is ONE .cc file that ends with
//
//   STREAMBED_REGISTER(push_t) { registry.add(TaskEntry{...}); }
//
// In this repository one line of CMake adds it to the program. Elsewhere the same file, unchanged,
// is built as a shared library by CMake's streambed_plugin(), which defines STREAMBED_PLUGIN. It is
// loaded by --plugin x.so, or from a folder that STREAMBED_PLUGIN_PATH names.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "sim/registry.h"

// What must be equal in a plugin and in the program that loads it: API number, versions of MuJoCo
// and of the compiler, C++ ABI, assertions, sanitizers and Eigen's alignment. Each of the two
// states its own text, and the program compares them. Raise the API number with every change of
// what plugins call or override. The sizes of shared types are compared, too.
#define STREAMBED_TEXT_(x) #x
#define STREAMBED_TEXT(x) STREAMBED_TEXT_(x)
#define STREAMBED_API 2
#ifdef NDEBUG
#define STREAMBED_ASSERTIONS "off"
#else
#define STREAMBED_ASSERTIONS "on"
#endif
#if defined(__SANITIZE_ADDRESS__)
#define STREAMBED_SANITIZER "address"
#elif defined(__SANITIZE_THREAD__)
#define STREAMBED_SANITIZER "thread"
#else
#define STREAMBED_SANITIZER "none"
#endif
#define STREAMBED_ABI \
  "streambed-api=" STREAMBED_TEXT(STREAMBED_API) " mujoco=" STREAMBED_TEXT(                \
      mjVERSION_HEADER) " gcc=" STREAMBED_TEXT(__GNUC__) " cxx11abi="                      \
      STREAMBED_TEXT(_GLIBCXX_USE_CXX11_ABI) " assertions=" STREAMBED_ASSERTIONS           \
      " sanitizer=" STREAMBED_SANITIZER " eigen-align=" STREAMBED_TEXT(EIGEN_MAX_ALIGN_BYTES)

namespace streambed {

// A hash of the sizes of all types that plugins and the program hand to each other.
constexpr std::uint64_t kPluginLayout = [] {
  std::uint64_t hash = 14695981039346656037u;  // FNV-1a
  for (const std::size_t size :
       {sizeof(Task), sizeof(TaskInfo), sizeof(TaskObject), sizeof(TaskChange), sizeof(Event),
        sizeof(Fold), sizeof(Progress), sizeof(Judgement), sizeof(Policy), sizeof(PolicyInfo),
        sizeof(PlanRequest), sizeof(ActionStream), sizeof(Memory), sizeof(Observation),
        sizeof(Action), sizeof(Rng), sizeof(Key), sizeof(Params), sizeof(Demonstration),
        sizeof(TaskEntry), sizeof(PolicyEntry), sizeof(Registry), sizeof(TrainRequest),
        sizeof(Assets), sizeof(Camera), sizeof(Image), sizeof(Component), sizeof(Now),
        sizeof(Correction), sizeof(Answer<StreamPtr>)}) {
    hash = (hash ^ size) * 1099511628211u;
  }
  return hash;
}();

}  // namespace streambed

#ifdef STREAMBED_PLUGIN
#define STREAMBED_REGISTER(name)                                                         \
  extern "C" __attribute__((visibility("default"))) const char* streambed_plugin_abi() { \
    return STREAMBED_ABI;                                                                \
  }                                                                                      \
  extern "C" __attribute__((visibility("default"))) std::uint64_t                        \
  streambed_plugin_layout() {                                                            \
    return streambed::kPluginLayout;                                                     \
  }                                                                                      \
  extern "C" __attribute__((visibility("default"))) void streambed_plugin_register(      \
      streambed::Registry& registry)
#else
#define STREAMBED_REGISTER(name) \
  void streambed_register_##name([[maybe_unused]] streambed::Registry& registry)
#endif

namespace streambed {

// Opens a plugin and registers its tasks and policies. It is never closed. Throws UserError for a
// file that is missing, is no plugin, was built for another version or repeats a name.
void load_plugin(const std::filesystem::path& path, Registry& registry);

// Loads the files `named`, in this order, then what `path` names: a list as in
// STREAMBED_PLUGIN_PATH, separated by colons, of files or of folders, whose *.so are loaded in
// order of their names. A file that is named twice is loaded once. Throws like load_plugin, and for
// a folder that is missing.
void load_plugins(const std::vector<std::string>& named, std::string_view path,
                  Registry& registry);

}  // namespace streambed
