#pragma once
// A TorchScript module that was trained elsewhere, as an engine. This header needs no LibTorch.

#include <filesystem>

#include "policies/engine/engine.h"
#include "policies/learned/method.h"

namespace streambed {

enum class ScriptKind {
  kChunk,    // forward(noise [1, Tp, D], observation [1, C]) -> chunk [1, Tp, D]
  kVelocity  // forward(action [1, D], t [1], observation [1, C]) -> d action / dt [1, D]
};

// Loads `file` and calls it once. Throws UserError when it is no TorchScript, or when its output
// has another shape than `shape` says.
std::unique_ptr<Engine> make_torchscript_engine(const std::filesystem::path& file, ScriptKind kind,
                                                const MethodShape& shape, int condition);

}  // namespace streambed
