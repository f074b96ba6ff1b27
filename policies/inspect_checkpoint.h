#pragma once
// What a checkpoint says of itself, for people. Torch-free.

#include <filesystem>
#include <string>

namespace streambed {

// Header, normaliser, training curve and tensors as lines of text. Throws UserError as
// read_checkpoint.
std::string inspect_checkpoint(const std::filesystem::path& path);

}  // namespace streambed
