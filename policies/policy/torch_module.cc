#include "policies/policy/torch_module.h"

#include <dlfcn.h>

#include "sim/base/error.h"

namespace streambed {
namespace {

constexpr const char* kLibrary = "libstreambed_torch.so";
constexpr const char* kEntryPoint = "streambed_torch_module";

// The folder of the library that holds this function.
std::filesystem::path own_folder() {
  Dl_info info{};
  if (dladdr(reinterpret_cast<void*>(&torch_module), &info) == 0) return {};
  return std::filesystem::canonical(info.dli_fname).parent_path();
}

}  // namespace

const TorchModule& torch_module() {
  const std::filesystem::path path = own_folder() / kLibrary;
  if (!std::filesystem::exists(path)) {
    throw UserError(
        "this streambed was built without LibTorch, so it neither trains nor runs a network with "
        "engine=torch, engine=eager or torchscript; build it with -DSTREAMBED_TORCH=ON");
  }
  // The system keeps one copy, however often it is opened.
  void* const library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  void* const entry = library == nullptr ? nullptr : dlsym(library, kEntryPoint);
  if (entry == nullptr) {
    throw UserError(path.string() + " cannot be loaded: " + dlerror() +
                    "; build streambed again with the LibTorch of this machine");
  }
  return *reinterpret_cast<const TorchModule* (*)()>(entry)();
}

}  // namespace streambed
