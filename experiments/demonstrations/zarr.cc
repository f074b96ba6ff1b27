#include "experiments/demonstrations/zarr.h"

#include <blosc.h>
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "sim/base/error.h"
#include "sim/base/files.h"

namespace streambed {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kMaxMetadataBytes = 1 << 20;
constexpr std::size_t kMaxDimensions = 8;
constexpr std::size_t kMaxChunks = 1 << 20;
constexpr std::size_t kMaxAttributesBytes = 256 << 20;

struct Layout {
  std::string name;  // for messages
  fs::path directory;
  Shape shape, chunks;
  ElementType type;
  double fill = 0;
  bool has_fill = false;
  bool blosc = false;
  std::string separator = ".";
};

[[noreturn]] void fail(const std::string& name, const std::string& what) {
  throw UserError(fmt::format("{}: {}", name, what));
}

Json parse_json(const fs::path& path, std::size_t max_bytes) {
  Json json = Json::parse(read_file(path, max_bytes), nullptr, false);
  if (!json.is_object())
    throw UserError(fmt::format("{} is not valid JSON: copy the dataset again", path.string()));
  return json;
}

Shape parse_shape(const Json& json, const char* key, const std::string& name, std::size_t least) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_array() || found->size() > kMaxDimensions)
    fail(name, fmt::format("'{}' in .zarray must list up to {} lengths", key, kMaxDimensions));
  Shape shape;
  for (const Json& length : *found) {
    if (!length.is_number_unsigned() || length.get<std::uint64_t>() < least)
      fail(name, fmt::format("'{}' in .zarray must hold whole numbers from {} on", key, least));
    shape.push_back(length.get<std::size_t>());
  }
  return shape;
}

// Fill values are numbers, null (undefined) or the three spellings of what JSON cannot say.
std::optional<double> parse_fill(const Json& json) {
  if (json.is_number()) return json.get<double>();
  if (json.is_boolean()) return json.get<bool>() ? 1.0 : 0.0;
  if (json == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (json == "Infinity") return std::numeric_limits<double>::infinity();
  if (json == "-Infinity") return -std::numeric_limits<double>::infinity();
  return std::nullopt;
}

std::string text_or(const Json& json, const char* key, std::string fallback) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : fallback;
}

Layout read_layout(const fs::path& directory) {
  const std::string name = directory.string();
  const Json json = parse_json(directory / ".zarray", kMaxMetadataBytes);
  if (json.value("zarr_format", Json()) != 2) fail(name, "save it as zarr format 2");
  if (text_or(json, "order", "") != "C") fail(name, "save it in row-major order ('C')");
  if (!json.value("filters", Json()).empty()) fail(name, "save it without filters");

  Layout layout{.name = name,
                .directory = directory,
                .shape = parse_shape(json, "shape", name, 0),
                .chunks = parse_shape(json, "chunks", name, 1),
                .type = ElementType(text_or(json, "dtype", "?"), name)};
  if (layout.shape.empty() || layout.chunks.size() != layout.shape.size())
    fail(name, "'chunks' in .zarray must have as many lengths as 'shape', at least one");

  const Json compressor = json.value("compressor", Json());
  if (!compressor.is_null()) {
    const std::string id = compressor.is_object() ? text_or(compressor, "id", "?") : "?";
    if (id != "blosc")
      fail(name, fmt::format("its compressor '{}' is unknown here: save it with blosc or without a "
                             "compressor",
                             id.substr(0, 32)));
    layout.blosc = true;
  }

  if (const auto fill = parse_fill(json.value("fill_value", Json()))) {
    layout.fill = *fill;
    layout.has_fill = true;
  }
  layout.separator = text_or(json, "dimension_separator", ".");
  if (layout.separator != "." && layout.separator != "/")
    fail(name, "'dimension_separator' in .zarray must be '.' or '/'");
  return layout;
}

// The bytes of one chunk, always of the full chunk's size, or nothing when its file is missing.
std::optional<std::vector<std::byte>> read_chunk(const Layout& layout, const fs::path& path,
                                                 std::size_t chunk_bytes) {
  std::error_code error;
  if (!fs::exists(path, error)) return std::nullopt;
  const std::string raw = read_file(path, chunk_bytes + chunk_bytes / 64 + 4096);
  const auto truncated = [&](std::size_t held) {
    fail(path.string(), fmt::format("the chunk holds {} bytes and should hold {}: copy the dataset "
                                    "again",
                                    held, chunk_bytes));
  };
  if (!layout.blosc) {
    if (raw.size() != chunk_bytes) truncated(raw.size());
    const auto* begin = reinterpret_cast<const std::byte*>(raw.data());
    return std::vector<std::byte>(begin, begin + raw.size());
  }

  // Blosc checks its header against the size of the file before it says how much will come out.
  std::size_t size = 0;
  if (blosc_cbuffer_validate(raw.data(), raw.size(), &size) != 0)
    fail(path.string(), "the chunk is truncated or damaged: copy the dataset again");
  if (size != chunk_bytes) truncated(size);
  std::vector<std::byte> bytes(chunk_bytes);
  if (blosc_decompress_ctx(raw.data(), bytes.data(), bytes.size(), 1) !=
      static_cast<int>(chunk_bytes))
    fail(path.string(), "the chunk does not decompress: copy the dataset again");
  return bytes;
}

// Advances a mixed-radix counter; false when it wraps round.
bool advance(Shape& index, const Shape& limit) {
  for (std::size_t d = index.size(); d-- > 0;) {
    if (++index[d] < limit[d]) return true;
    index[d] = 0;
  }
  return false;
}

// Copies the part of a decoded chunk that lies inside the array: chunks at the edges overhang.
void place_chunk(const Layout& layout, const Shape& grid_index, const std::vector<double>& chunk,
                 std::vector<double>& out) {
  const std::size_t dimensions = layout.shape.size(), last = dimensions - 1;
  Shape inside(dimensions);
  for (std::size_t d = 0; d < dimensions; ++d)
    inside[d] = std::min(layout.chunks[d], layout.shape[d] - grid_index[d] * layout.chunks[d]);
  Shape row(dimensions, 0), rows = inside;
  rows[last] = 1;
  do {
    std::size_t from = 0, to = 0;
    for (std::size_t d = 0; d < dimensions; ++d) {
      from = from * layout.chunks[d] + row[d];
      to = to * layout.shape[d] + grid_index[d] * layout.chunks[d] + row[d];
    }
    std::copy_n(chunk.begin() + from, inside[last], out.begin() + to);
  } while (advance(row, rows));
}

NumericArray read_array(const Layout& layout, bool strict) {
  const std::size_t count = element_count(layout.shape, layout.name);
  const std::size_t chunk_count = element_count(layout.chunks, layout.name + " (its chunks)");
  const std::size_t chunk_bytes = chunk_count * layout.type.size();
  NumericArray array{.shape = layout.shape, .values = {}};
  if (count == 0) return array;

  Shape grid;
  std::size_t files = 1;
  for (std::size_t d = 0; d < layout.shape.size(); ++d) {
    grid.push_back((layout.shape[d] + layout.chunks[d] - 1) / layout.chunks[d]);
    files *= grid.back();
    if (files > kMaxChunks)
      fail(layout.name, fmt::format("more than {} chunks: save it in larger ones", kMaxChunks));
  }

  array.values.assign(count, layout.fill);
  std::vector<double> decoded;
  Shape index(grid.size(), 0);
  do {
    std::string key;
    for (const std::size_t i : index)
      key += (key.empty() ? "" : layout.separator) + std::to_string(i);
    const auto bytes = read_chunk(layout, layout.directory / key, chunk_bytes);
    if (!bytes && (strict || !layout.has_fill))
      fail(layout.name, fmt::format("the chunk file {} is missing: copy the dataset again", key));
    if (!bytes) continue;
    decoded.resize(chunk_count);
    layout.type.decode(bytes->data(), chunk_count, decoded.data());
    place_chunk(layout, index, decoded, array.values);
  } while (advance(index, grid));
  return array;
}

class ZarrGroup final : public ArrayFile {
 public:
  ZarrGroup(fs::path directory, std::vector<std::string> strict)
      : directory_(std::move(directory)), strict_(std::move(strict)) {
    if (fs::exists(directory_ / "zarr.json"))
      fail(directory_.string(), "this is zarr format 3: save it with zarr_format=2");
    // .zgroup is all that tells a zarr group from any other folder.
    const Json group = parse_json(directory_ / ".zgroup", kMaxMetadataBytes);
    if (group.value("zarr_format", Json()) != 2)
      fail(directory_.string(), "save it as zarr format 2");
    collect(directory_, "");
    std::sort(names_.begin(), names_.end());
  }

  std::vector<std::string> names() const override { return names_; }
  Shape shape(const std::string& name) override { return read_layout(directory_ / name).shape; }
  NumericArray read(const std::string& name) override {
    const bool strict = std::find(strict_.begin(), strict_.end(), name) != strict_.end();
    return read_array(read_layout(directory_ / name), strict);
  }
  std::string attributes() const override {
    const fs::path path = directory_ / ".zattrs";
    return fs::exists(path) ? parse_json(path, kMaxAttributesBytes).dump() : "{}";
  }

 private:
  void collect(const fs::path& directory, const std::string& prefix) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(directory, error)) {
      const std::string name = prefix + entry.path().filename().string();
      if (fs::exists(entry.path() / ".zarray", error))
        names_.push_back(name);
      else if (prefix.empty() && fs::exists(entry.path() / ".zgroup", error))
        collect(entry.path(), name + "/");
    }
    if (error) fail(directory.string(), "cannot be read: " + error.message());
  }

  fs::path directory_;
  std::vector<std::string> strict_, names_;
};

}  // namespace

std::unique_ptr<ArrayFile> open_zarr(const fs::path& directory, std::vector<std::string> strict) {
  return std::make_unique<ZarrGroup>(directory, std::move(strict));
}

}  // namespace streambed
