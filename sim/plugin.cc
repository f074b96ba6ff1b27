#include "sim/plugin.h"

#include <dlfcn.h>

#include <exception>
#include <string>
#include <system_error>

#include "sim/error.h"
#include "sim/text.h"

namespace streambed {
namespace {

std::string last_loader_error() {
  const char* message = dlerror();
  return message == nullptr ? "unknown error" : one_line(message);
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

  // All of its entries or none.
  Registry extended = registry;
  try {
    enroll(extended);
  } catch (const std::exception& error) {
    refuse(one_line(error.what()));
  }
  registry = std::move(extended);
}

}  // namespace streambed
