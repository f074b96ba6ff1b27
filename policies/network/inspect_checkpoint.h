#pragma once
// A description of a checkpoint for people. Needs no LibTorch.

#include <filesystem>
#include <string>

namespace streambed {

// Header, normaliser, training curve and tensors as lines of text. Throws like read_checkpoint().
std::string inspect_checkpoint(const std::filesystem::path& path);

}  // namespace streambed
