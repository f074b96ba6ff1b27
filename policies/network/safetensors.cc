#include "policies/network/safetensors.h"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "policies/network/row_scales.h"
#include "sim/base/error.h"
#include "sim/base/files.h"

namespace streambed {
namespace {

static_assert(std::endian::native == std::endian::little, "the container is little-endian");

constexpr std::uint64_t kMaxHeaderBytes = 16u << 20;
constexpr std::uint64_t kMaxFileBytes = 4ull << 30;
constexpr std::uint64_t kMaxDimensions = 8;

using Json = nlohmann::json;

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& why) {
  throw UserError("checkpoint " + path.string() + " " + why +
                  "; restore the file or train it again");
}

// The header with its length checked against the file, the stream left at the first data byte.
struct OpenFile {
  std::ifstream stream;
  Json header;
  std::uint64_t data_bytes = 0;
};

OpenFile open_checked(const std::filesystem::path& path) {
  OpenFile file;
  std::error_code failure;
  const std::uint64_t size = std::filesystem::file_size(path, failure);
  if (failure) {
    throw UserError(path.string() + ": no checkpoint can be read there (" + failure.message() +
                    "); train one or name another");
  }
  file.stream.open(path, std::ios::binary);
  if (!file.stream)
    throw UserError(path.string() + " cannot be read; check its permissions");

  std::uint64_t header_bytes = 0;
  if (size < sizeof header_bytes || size > kMaxFileBytes) refuse(path, "is no safetensors file");
  file.stream.read(reinterpret_cast<char*>(&header_bytes), sizeof header_bytes);
  if (header_bytes > kMaxHeaderBytes || header_bytes > size - sizeof header_bytes) {
    refuse(path, "is no safetensors file: its header cannot be as long as it says");
  }
  std::string text(header_bytes, '\0');
  file.stream.read(text.data(), static_cast<std::streamsize>(header_bytes));
  if (!file.stream) refuse(path, "is truncated");
  file.header = Json::parse(text, nullptr, false);
  if (!file.header.is_object()) refuse(path, "has an unreadable header");
  file.data_bytes = size - sizeof header_bytes - header_bytes;
  return file;
}

std::map<std::string, std::string> metadata_of(const std::filesystem::path& path,
                                               const Json& header) {
  std::map<std::string, std::string> out;
  const auto found = header.find("__metadata__");
  if (found == header.end()) return out;
  if (!found->is_object()) refuse(path, "has unreadable metadata");
  for (const auto& [name, value] : found->items()) {
    if (!value.is_string()) refuse(path, "has unreadable metadata");
    out[name] = value.get<std::string>();
  }
  return out;
}

// Where one tensor lies, checked: shape times width equals the byte range, inside the data.
struct Extent {
  std::string name;
  std::vector<std::int64_t> shape;
  std::uint64_t begin = 0, end = 0;
  StoredType type = StoredType::kFloat32;
};

constexpr std::array<std::pair<const char*, StoredType>, 3> kTypes{
    {{"I8", StoredType::kInt8}, {"F16", StoredType::kFloat16}, {"F32", StoredType::kFloat32}}};

std::uint64_t width_of(StoredType type) {
  return type == StoredType::kInt8 ? 1 : type == StoredType::kFloat16 ? 2 : 4;
}

Extent extent_of(const std::filesystem::path& path, const std::string& name, const Json& entry,
                 std::uint64_t data_bytes) {
  Extent out;
  out.name = name;
  try {
    const std::string type = entry.at("dtype").get<std::string>();
    const auto known =
        std::ranges::find_if(kTypes, [&](const auto& each) { return each.first == type; });
    if (known == kTypes.end()) refuse(path, "stores " + name + " as " + type);
    out.type = known->second;
    const Json& shape = entry.at("shape");
    const Json& offsets = entry.at("data_offsets");
    if (!shape.is_array() || shape.size() > kMaxDimensions || !offsets.is_array() ||
        offsets.size() != 2 || !offsets[0].is_number_unsigned() ||
        !offsets[1].is_number_unsigned()) {
      refuse(path, "describes " + name + " wrongly");
    }
    std::uint64_t bytes = width_of(out.type);
    for (const Json& size : shape) {
      if (!size.is_number_unsigned()) refuse(path, "gives " + name + " a negative size");
      const auto extent = size.get<std::uint64_t>();
      // Checked by division, so that the product cannot overflow.
      if (extent > data_bytes || (extent != 0 && bytes > data_bytes / extent)) {
        refuse(path, "claims more data for " + name + " than it holds");
      }
      bytes *= extent;
      out.shape.push_back(static_cast<std::int64_t>(extent));
    }
    out.begin = offsets[0].get<std::uint64_t>();
    out.end = offsets[1].get<std::uint64_t>();
    if (out.begin > out.end || out.end > data_bytes || out.end - out.begin != bytes) {
      refuse(path, "gives " + name + " offsets that do not fit");
    }
  } catch (const Json::exception&) {
    refuse(path, "describes " + name + " wrongly");
  }
  return out;
}

template <class Stored>
void read_as(std::istream& stream, std::vector<float>& out) {
  std::vector<Stored> stored(out.size());
  stream.read(reinterpret_cast<char*>(stored.data()),
              static_cast<std::streamsize>(stored.size() * sizeof(Stored)));
  std::ranges::transform(stored, out.begin(), [](Stored v) { return static_cast<float>(v); });
}

template <class Stored>
void append_as(const std::vector<float>& values, std::string& out) {
  std::vector<Stored> stored(values.size());
  std::ranges::transform(values, stored.begin(), [](float v) { return static_cast<Stored>(v); });
  out.append(reinterpret_cast<const char*>(stored.data()), stored.size() * sizeof(Stored));
}

}  // namespace

TensorFile read_safetensors(const std::filesystem::path& path) {
  OpenFile file = open_checked(path);
  TensorFile out;
  out.metadata = metadata_of(path, file.header);

  std::vector<Extent> extents;
  for (const auto& [name, entry] : file.header.items()) {
    if (name != "__metadata__") extents.push_back(extent_of(path, name, entry, file.data_bytes));
  }
  // The tensors must tile the data: no overlap, no gap, no tail.
  std::sort(extents.begin(), extents.end(), [](const Extent& a, const Extent& b) {
    return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
  });
  std::uint64_t position = 0;
  for (const Extent& extent : extents) {
    if (extent.begin != position) refuse(path, "has overlapping tensors or a gap");
    position = extent.end;
  }
  if (position != file.data_bytes) refuse(path, "is truncated or has trailing bytes");

  for (const Extent& extent : extents) {
    TensorValue& value = out.tensors[extent.name];
    value.shape = extent.shape;
    value.data.resize((extent.end - extent.begin) / width_of(extent.type));
    if (extent.type == StoredType::kInt8) read_as<std::int8_t>(file.stream, value.data);
    if (extent.type == StoredType::kFloat16) read_as<Eigen::half>(file.stream, value.data);
    if (extent.type == StoredType::kFloat32) read_as<float>(file.stream, value.data);
    if (!file.stream) refuse(path, "is truncated");
    if (!std::all_of(value.data.begin(), value.data.end(),
                     [](float v) { return std::isfinite(v); })) {
      refuse(path, "holds NaN or infinity in " + extent.name);
    }
  }
  try {
    join_scales(out);
  } catch (const std::invalid_argument& error) {
    refuse(path, error.what());
  }
  return out;
}

void write_safetensors(const std::filesystem::path& path, const TensorFile& whole,
                       StoredType type) {
  TensorFile file = whole;
  if (type == StoredType::kInt8) split_scales(file);
  Json header = Json::object();
  header["__metadata__"] = file.metadata;
  std::string data;
  for (const auto& [name, value] : file.tensors) {
    const std::size_t begin = data.size();
    const StoredType stored =
        type == StoredType::kInt8 && value.shape.size() != 2 ? StoredType::kFloat16 : type;
    if (stored == StoredType::kInt8) append_as<std::int8_t>(value.data, data);
    if (stored == StoredType::kFloat16) append_as<Eigen::half>(value.data, data);
    if (stored == StoredType::kFloat32) append_as<float>(value.data, data);
    header[name] = {{"dtype", kTypes[static_cast<std::size_t>(stored)].first},
                    {"shape", value.shape},
                    {"data_offsets", {begin, data.size()}}};
  }

  // Padded with spaces so that the data begins at a multiple of eight, as the format recommends.
  std::string text = header.dump();
  text.append((8 - text.size() % 8) % 8, ' ');
  const std::uint64_t header_bytes = text.size();
  write_atomically(path, [&](const std::filesystem::path& temporary) {
    std::ofstream out(temporary, std::ios::binary);
    out.write(reinterpret_cast<const char*>(&header_bytes), sizeof header_bytes);
    out << text << data;
    out.flush();
    if (!out) throw UserError(path.string() + " cannot be written; is the disk full?");
  });
}

}  // namespace streambed
