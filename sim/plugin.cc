#include "sim/plugin.h"

#include <cxxabi.h>
#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <memory>
#include <set>
#include <string>
#include <system_error>

#include "sim/base/error.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

// What dlopen complains of; a missing function by the name that it has in the sources.
std::string last_loader_error() {
  const char* message = dlerror();
  std::string text = message == nullptr ? "unknown error" : message;
  constexpr std::string_view kUndefined = "undefined symbol: ";
  if (const auto at = text.find(kUndefined); at != text.npos) {
    const std::string symbol = text.substr(at + kUndefined.size());
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> demangled(
        abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status), &std::free);
    text = "this program lacks " + (status == 0 ? std::string(demangled.get()) : symbol) +
           ", which it calls";
  }
  return one_line(text);
}

template <class Function>
Function* find_function(void* library, const char* name) {
  return reinterpret_cast<Function*>(dlsym(library, name));
}

}  // namespace

void load_plugin(const std::filesystem::path& path, Registry& registry) {
  const auto refuse = [&](const std::string& why) {
    throw UserError("cannot load plugin " + path.string() + ": " + why);
  };
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    refuse("there is no such file; build it or check the path");
  }

  // An absolute path: a bare name would be searched for among the system's libraries. Never closed,
  // because what it registers is code in it.
  void* const library = dlopen(std::filesystem::absolute(path).c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) refuse(last_loader_error() + "; build it against this streambed");
  auto* const abi = find_function<const char*()>(library, "streambed_plugin_abi");
  auto* const enroll = find_function<void(Registry&)>(library, "streambed_plugin_register");
  if (abi == nullptr || enroll == nullptr) {
    refuse(
        "it is no streambed plugin; end the .cc with STREAMBED_REGISTER(name) {...} and build "
        "it with -DSTREAMBED_PLUGIN");
  }
  const std::string built_for = one_line(abi());
  if (built_for != STREAMBED_ABI) {
    refuse("it was built for \"" + built_for +
           "\", this program is \"" STREAMBED_ABI
           "\"; rebuild it with the same compiler, libraries and flags");
  }
  auto* const layout = find_function<std::uint64_t()>(library, "streambed_plugin_layout");
  if (layout == nullptr || layout() != kPluginLayout) {
    refuse("it was built with the headers of another version; rebuild it with this streambed's");
  }

  // All of its entries or none.
  Registry extended = registry;
  extended.set_plugin(std::filesystem::absolute(path).lexically_normal().string());
  try {
    enroll(extended);
  } catch (const std::exception& error) {
    refuse(one_line(error.what()));
  } catch (...) {
    refuse("it gave up while registering, without a reason; let it throw a std::exception");
  }
  extended.set_plugin({});
  registry = std::move(extended);
}

void load_plugins(const std::vector<std::string>& named, std::string_view path,
                  Registry& registry) {
  namespace fs = std::filesystem;
  std::vector<fs::path> files(named.begin(), named.end());
  while (!path.empty()) {
    const fs::path entry = path.substr(0, path.find(':'));
    path.remove_prefix(std::min(path.size(), entry.native().size() + 1));
    if (entry.empty()) continue;
    std::error_code ignored;
    if (!fs::exists(entry, ignored)) {
      throw UserError("STREAMBED_PLUGIN_PATH names " + entry.string() +
                      ", which does not exist; correct or unset it");
    }
    if (!fs::is_directory(entry, ignored)) {
      files.push_back(entry);
      continue;
    }
    std::vector<fs::path> inside;
    for (const auto& file : fs::directory_iterator(entry, ignored)) {
      if (file.path().extension() == ".so") inside.push_back(file.path());
    }
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }

  std::set<fs::path> loaded;
  for (const fs::path& file : files) {
    std::error_code failed;
    const fs::path canonical = fs::canonical(file, failed);
    if (failed || loaded.insert(canonical).second) load_plugin(file, registry);
  }
}

}  // namespace streambed
