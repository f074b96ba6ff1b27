#pragma once
// The JSON file beside a TorchScript module, with what the module does not say itself
// (policies/README.md, "Bring a PyTorch policy"). Needs no LibTorch.

#include <filesystem>
#include <string>

#include "policies/learned/normaliser.h"
#include "policies/learned/windows.h"

namespace streambed {

struct TorchscriptSidecar {
  Horizons horizons;  // all but the execution horizon
  Normaliser normaliser;
  std::string sha256;  // of the file
};

// Throws UserError, which begins with `path`, when the file is missing or no JSON, lacks an entry,
// has one that is not known here, or is for another task than `task`.
TorchscriptSidecar read_torchscript_sidecar(const std::filesystem::path& path,
                                            const TaskInfo& task);

}  // namespace streambed
