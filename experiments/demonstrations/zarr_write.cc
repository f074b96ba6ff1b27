#include <blosc.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "experiments/demonstrations/zarr.h"
#include "sim/base/error.h"

namespace streambed {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kChunkBytes = 64 << 10;

void write_file(const fs::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file)
    throw UserError(
        fmt::format("cannot write {}: check the disk and the folder's permissions", path.string()));
}

template <class Element>
std::string narrow(const double* values, std::size_t count, std::size_t padded_count) {
  std::string bytes(padded_count * sizeof(Element), '\0');
  for (std::size_t i = 0; i < count; ++i) {
    const auto element = static_cast<Element>(values[i]);
    std::memcpy(bytes.data() + i * sizeof(Element), &element, sizeof(Element));
  }
  return bytes;
}

// Recorded numbers often come from 32-bit floats; those keep their size and lose nothing.
bool fits_float(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double value) {
    return static_cast<double>(static_cast<float>(value)) == value;
  });
}

void write_array(const fs::path& directory, const NumericArray& array, bool integers) {
  const std::string type = integers ? "<i8" : fits_float(array.values) ? "<f4" : "<f8";
  const std::size_t element_size = type == "<f4" ? 4 : 8;
  const std::size_t rows = array.shape.front();
  const std::size_t row_count =
      rows == 0 ? 1 : std::max<std::size_t>(array.values.size() / rows, 1);
  const std::size_t chunk_rows = std::clamp<std::size_t>(kChunkBytes / (row_count * element_size),
                                                         1, std::max<std::size_t>(rows, 1));

  Shape chunks = array.shape;
  chunks.front() = chunk_rows;
  for (std::size_t& length : chunks) length = std::max<std::size_t>(length, 1);
  const Json metadata{
      {"zarr_format", 2},
      {"shape", array.shape},
      {"chunks", chunks},
      {"dtype", type},
      {"order", "C"},
      {"filters", nullptr},
      {"fill_value", 0},
      {"compressor",
       {{"id", "blosc"}, {"cname", "zstd"}, {"clevel", 5}, {"shuffle", 1}, {"blocksize", 0}}}};
  fs::create_directories(directory);
  write_file(directory / ".zarray", metadata.dump(2));

  if (array.values.empty()) return;
  std::string suffix;
  for (std::size_t d = 1; d < array.shape.size(); ++d) suffix += ".0";
  for (std::size_t begin = 0; begin < rows; begin += chunk_rows) {
    // The last chunk overhangs the array and is padded with zeros: chunks have one size.
    const std::size_t count = std::min(chunk_rows, rows - begin) * row_count;
    const double* values = array.values.data() + begin * row_count;
    const std::size_t padded = chunk_rows * row_count;
    const std::string raw = integers            ? narrow<std::int64_t>(values, count, padded)
                            : element_size == 4 ? narrow<float>(values, count, padded)
                                                : narrow<double>(values, count, padded);
    std::string packed(raw.size() + BLOSC_MAX_OVERHEAD, '\0');
    const int size = blosc_compress_ctx(5, BLOSC_SHUFFLE, element_size, raw.size(), raw.data(),
                                        packed.data(), packed.size(), "zstd", 0, 1);
    if (size <= 0)
      throw UserError("this build of blosc has no zstd: install libblosc1 from Debian");
    packed.resize(static_cast<std::size_t>(size));
    write_file(directory / (std::to_string(begin / chunk_rows) + suffix), packed);
  }
}

}  // namespace

void write_zarr(const fs::path& directory, const std::map<std::string, NumericArray>& arrays,
                const std::vector<std::string>& integers, const std::string& attributes) {
  if (fs::exists(directory))
    throw UserError(fmt::format("{} exists: remove it or choose another name", directory.string()));
  fs::path temporary = directory;
  if (!temporary.has_filename()) temporary = temporary.parent_path();
  temporary += fmt::format(".partial-{}", getpid());
  const fs::path parent = temporary.has_parent_path() ? temporary.parent_path() : ".";
  if (!fs::is_directory(parent))
    throw UserError(fmt::format("cannot write {}: {} is not a folder; create it or choose another",
                                directory.string(), parent.string()));

  try {
    fs::create_directories(temporary);
    const std::string group = Json{{"zarr_format", 2}}.dump(2);
    write_file(temporary / ".zgroup", group);
    write_file(temporary / ".zattrs", attributes);
    for (const auto& [name, array] : arrays) {
      const bool whole = std::find(integers.begin(), integers.end(), name) != integers.end();
      write_array(temporary / name, array, whole);
      if (const fs::path inner = fs::path(name).parent_path(); !inner.empty())
        write_file(temporary / inner / ".zgroup", group);
    }
    fs::rename(temporary, directory);
  } catch (const std::exception& problem) {
    std::error_code ignored;
    fs::remove_all(temporary, ignored);
    const auto* system = dynamic_cast<const fs::filesystem_error*>(&problem);
    if (!system) throw;
    throw UserError(fmt::format("cannot write {}: {}; choose a folder that you may write to",
                                directory.string(), system->code().message()));
  }
}

}  // namespace streambed
