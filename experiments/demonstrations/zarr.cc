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
  NumpyType type;
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
    shape.push_back(length.get<std::uint64_t>());
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
                .type = NumpyType(text_or(json, "dtype", "?"), name)};
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

// The rows that are read, first .. end.
struct RowRange {
  std::uint64_t first = 0, end = 0;
};

// Copies that part of a decoded chunk which lies inside the array (chunks at the edges overhang)
// and the rows.
void place_chunk(const Layout& layout, const Shape& grid_index, const std::vector<std::byte>& chunk,
                 RowRange rows, Array& out) {
  const std::size_t dimensions = layout.shape.size(), last = dimensions - 1;
  // Where the part begins in the chunk and in `out`, and its lengths.
  Shape from_begin(dimensions, 0), to_begin(dimensions), to_shape = layout.shape, part(dimensions);
  for (std::size_t d = 0; d < dimensions; ++d) {
    to_begin[d] = grid_index[d] * layout.chunks[d];
    part[d] = std::min(layout.chunks[d], layout.shape[d] - to_begin[d]);
  }
  const std::uint64_t chunk_end = to_begin[0] + part[0];
  const std::uint64_t begin = std::max(to_begin[0], rows.first);
  from_begin[0] = begin - to_begin[0];
  to_begin[0] = begin - rows.first;
  part[0] = std::min(chunk_end, rows.end) - begin;
  to_shape[0] = rows.end - rows.first;

  const auto size = static_cast<std::size_t>(element_bytes(out.type()));
  Shape index(dimensions, 0), lines = part;
  lines[last] = 1;
  do {
    std::size_t from = 0, to = 0;
    for (std::size_t d = 0; d < dimensions; ++d) {
      from = from * layout.chunks[d] + from_begin[d] + index[d];
      to = to * to_shape[d] + to_begin[d] + index[d];
    }
    std::copy_n(chunk.begin() + static_cast<std::ptrdiff_t>(from * size), part[last] * size,
                out.bytes().begin() + static_cast<std::ptrdiff_t>(to * size));
  } while (advance(index, lines));
}

void fill(Array& array, double value) {
  if (value == 0) return;
  Array one({array.type(), 1, {}});
  if (array.type() == ElementType::kUint8) {
    one.bytes()[0] = static_cast<std::byte>(static_cast<int>(std::clamp(value, 0.0, 255.0)));
  } else {
    one = Array::of(MatrixRM::Constant(1, 1, value), array.type());
  }
  const auto bytes = array.bytes();
  for (std::size_t at = 0; at < bytes.size(); at += one.bytes().size())
    std::copy(one.bytes().begin(), one.bytes().end(),
              bytes.begin() + static_cast<std::ptrdiff_t>(at));
}

Array read_rows(const Layout& layout, bool strict, RowRange rows) {
  ArrayInfo info = array_info(layout.type.decoded(), layout.shape, layout.name);
  info.rows = static_cast<std::int64_t>(rows.end - rows.first);
  const ArrayInfo chunk_info = array_info(layout.type.decoded(), layout.chunks, layout.name);
  const std::int64_t chunk_bytes = array_bytes(chunk_info, layout.name + " (its chunks)");
  const std::int64_t chunk_count = chunk_bytes / element_bytes(chunk_info.type);
  if (array_bytes(info, layout.name) == 0) return Array(info);

  // The chunks that hold these rows.
  Shape grid_begin(layout.shape.size(), 0), grid;
  grid_begin[0] = rows.first / layout.chunks[0];
  std::size_t files = 1;
  for (std::size_t d = 0; d < layout.shape.size(); ++d) {
    const std::uint64_t end = d == 0 ? rows.end : layout.shape[d];
    grid.push_back((end - 1) / layout.chunks[d] + 1 - grid_begin[d]);
    if (grid.back() > kMaxChunks || (files *= grid.back()) > kMaxChunks)
      fail(layout.name, fmt::format("more than {} chunks: save it in larger ones", kMaxChunks));
  }

  Array array(info);
  fill(array, layout.fill);
  std::vector<std::byte> decoded(static_cast<std::size_t>(chunk_bytes));
  Shape index(grid.size(), 0);
  do {
    Shape place = index;
    place[0] += grid_begin[0];
    std::string key;
    for (const std::uint64_t i : place)
      key += (key.empty() ? "" : layout.separator) + std::to_string(i);
    const auto bytes = read_chunk(layout, layout.directory / key,
                                  static_cast<std::size_t>(chunk_count * layout.type.size()));
    if (!bytes && (strict || !layout.has_fill))
      fail(layout.name, fmt::format("the chunk file {} is missing: copy the dataset again", key));
    if (!bytes) continue;
    layout.type.decode(bytes->data(), chunk_count, decoded.data());
    place_chunk(layout, place, decoded, rows, array);
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
  ArrayInfo info(const std::string& name) override {
    const Layout layout = read_layout(directory_ / name);
    return array_info(layout.type.decoded(), layout.shape, layout.name);
  }
  using ArrayFile::read;
  Array read(const std::string& name, std::int64_t first, std::int64_t count) override {
    const bool strict = std::find(strict_.begin(), strict_.end(), name) != strict_.end();
    const auto begin = static_cast<std::uint64_t>(first);
    return read_rows(read_layout(directory_ / name), strict,
                     {begin, begin + static_cast<std::uint64_t>(count)});
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
