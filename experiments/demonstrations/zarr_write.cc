#include <blosc.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "experiments/demonstrations/zarr.h"
#include "sim/base/error.h"

namespace streambed {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::int64_t kChunkBytes = 64 << 10;

void write_file(const fs::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file)
    throw UserError(
        fmt::format("{} cannot be written: check the disk and the folder's permissions",
                    path.string()));
}

const char* numpy_name(ElementType type) {
  if (type == ElementType::kUint8) return "|u1";
  return type == ElementType::kFloat32 ? "<f4" : "<f8";
}

// The bytes of some rows, as 8-byte integers if asked for.
std::string bytes_of(const Array& rows, bool integers) {
  const auto* bytes = reinterpret_cast<const char*>(rows.bytes().data());
  if (!integers) return {bytes, rows.bytes().size()};
  const MatrixRM numbers = rows.matrix();
  std::vector<std::int64_t> whole(numbers.data(), numbers.data() + numbers.size());
  return {reinterpret_cast<const char*>(whole.data()), whole.size() * sizeof(std::int64_t)};
}

void write_array(const fs::path& directory, const RowSource& source, bool integers) {
  const ArrayInfo& info = source.info();
  const std::int64_t columns = row_bytes(info, directory.string()) / element_bytes(info.type);
  const std::int64_t element_size = integers ? 8 : element_bytes(info.type);
  const std::int64_t row_size = std::max<std::int64_t>(columns * element_size, 1);
  const std::int64_t chunk_rows =
      std::clamp<std::int64_t>(kChunkBytes / row_size, 1, std::max<std::int64_t>(info.rows, 1));

  std::vector<std::int64_t> shape = {info.rows}, chunks = {chunk_rows};
  for (const std::int64_t length : info.row_shape) {
    shape.push_back(length);
    chunks.push_back(std::max<std::int64_t>(length, 1));
  }
  const Json metadata{
      {"zarr_format", 2},
      {"shape", shape},
      {"chunks", chunks},
      {"dtype", integers ? "<i8" : numpy_name(info.type)},
      {"order", "C"},
      {"filters", nullptr},
      {"fill_value", 0},
      {"compressor",
       {{"id", "blosc"}, {"cname", "zstd"}, {"clevel", 5}, {"shuffle", 1}, {"blocksize", 0}}}};
  fs::create_directories(directory);
  write_file(directory / ".zarray", metadata.dump(2));

  if (columns == 0) return;
  std::string suffix;
  for (std::size_t d = 1; d < shape.size(); ++d) suffix += ".0";
  for (std::int64_t begin = 0; begin < info.rows; begin += chunk_rows) {
    // The last chunk overhangs the array and is padded with zeros: chunks have one size.
    std::string raw =
        bytes_of(source.read(begin, std::min(chunk_rows, info.rows - begin)), integers);
    raw.resize(static_cast<std::size_t>(chunk_rows * row_size), '\0');
    std::string packed(raw.size() + BLOSC_MAX_OVERHEAD, '\0');
    const int size =
        blosc_compress_ctx(5, BLOSC_SHUFFLE, static_cast<std::size_t>(element_size), raw.size(),
                           raw.data(), packed.data(), packed.size(), "zstd", 0, 1);
    if (size <= 0)
      throw UserError("this build of blosc has no zstd: install libblosc1 from Debian");
    packed.resize(static_cast<std::size_t>(size));
    write_file(directory / (std::to_string(begin / chunk_rows) + suffix), packed);
  }
}

}  // namespace

void write_zarr(const fs::path& directory, const std::map<std::string, RowSource>& arrays,
                const std::vector<std::string>& integers, const std::string& attributes) {
  if (fs::exists(directory))
    throw UserError(fmt::format("{} exists: remove it or choose another name", directory.string()));
  fs::path temporary = directory;
  if (!temporary.has_filename()) temporary = temporary.parent_path();
  temporary += fmt::format(".partial-{}", getpid());
  const fs::path parent = temporary.has_parent_path() ? temporary.parent_path() : ".";
  if (!fs::is_directory(parent))
    throw UserError(
        fmt::format("{} cannot be written: {} is not a folder; create it or choose another",
                    directory.string(), parent.string()));

  try {
    fs::create_directories(temporary);
    const std::string group = Json{{"zarr_format", 2}}.dump(2);
    write_file(temporary / ".zgroup", group);
    write_file(temporary / ".zattrs", attributes);
    for (const auto& [name, source] : arrays) {
      const bool whole = std::find(integers.begin(), integers.end(), name) != integers.end();
      write_array(temporary / name, source, whole);
      if (const fs::path inner = fs::path(name).parent_path(); !inner.empty())
        write_file(temporary / inner / ".zgroup", group);
    }
    fs::rename(temporary, directory);
  } catch (const std::exception& problem) {
    std::error_code ignored;
    fs::remove_all(temporary, ignored);
    const auto* system = dynamic_cast<const fs::filesystem_error*>(&problem);
    if (!system) throw;
    throw UserError(fmt::format("{} cannot be written: {}; choose a folder that you may write to",
                                directory.string(), system->code().message()));
  }
}

}  // namespace streambed
