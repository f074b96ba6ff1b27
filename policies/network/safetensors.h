#pragma once
// The safetensors container, version as of huggingface/safetensors 0.4: 8 bytes little-endian
// header length, a JSON header {name: {dtype, shape, data_offsets}, "__metadata__": {text: text}},
// then the data. A file is not trusted: the size of its header is limited, and every offset is
// checked for order, overlap and overflow before memory is allocated. Needs no LibTorch.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace streambed {

struct TensorValue {
  std::vector<std::int64_t> shape;
  std::vector<float> data;  // row-major
};

// With kInt8 the matrices are stored in 8 bits (policies/network/row_scales.h), the rest in
// float16.
enum class StoredType { kInt8, kFloat16, kFloat32 };

struct TensorFile {
  std::map<std::string, std::string> metadata;
  std::map<std::string, TensorValue> tensors;
};

// F16, F32 and I8 tensors, widened to float, times their scales where they have any. Throws
// UserError for a file that is missing or truncated, lies about sizes, or holds NaN or infinity.
TensorFile read_safetensors(const std::filesystem::path& path);
// Writes the whole file or nothing. Throws UserError for a path that cannot be written.
void write_safetensors(const std::filesystem::path& path, const TensorFile& file, StoredType type);

}  // namespace streambed
