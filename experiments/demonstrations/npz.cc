#include "experiments/demonstrations/npz.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "sim/base/error.h"

namespace streambed {
namespace {

constexpr std::size_t kHeaderBytes = 4096;  // numpy writes 128; a longer one holds no plain array
constexpr zip_int64_t kMaxMembers = 4096;
constexpr std::string_view kSuffix = ".npy";
// Of one array in the archive; deflate shrinks by at most 1032.
constexpr std::int64_t kMaxStoredArrayBytes = std::int64_t{1} << 50;
constexpr std::int64_t kMaxShrinking = 1100;
constexpr std::int64_t kSliceBytes = 1 << 18;

struct ArchiveDeleter {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct MemberDeleter {
  void operator()(zip_file_t* member) const { zip_fclose(member); }
};
using Member = std::unique_ptr<zip_file_t, MemberDeleter>;

class NpzFile final : public ArrayFile {
 public:
  explicit NpzFile(const std::filesystem::path& path) : path_(path.string()) {
    int code = 0;
    archive_.reset(zip_open(path_.c_str(), ZIP_RDONLY, &code));
    if (!archive_) {
      zip_error_t error;
      zip_error_init_with_code(&error, code);
      const std::string reason = zip_error_strerror(&error);
      zip_error_fini(&error);
      throw UserError(
          fmt::format("{} is no readable npz archive ({}): copy it again", path_, reason));
    }
    const zip_int64_t members = zip_get_num_entries(archive_.get(), 0);
    if (members > kMaxMembers)
      throw UserError(
          fmt::format("{} holds more than {} members: it is no dataset", path_, kMaxMembers));
    for (zip_int64_t i = 0; i < members; ++i) {
      const char* text = zip_get_name(archive_.get(), static_cast<zip_uint64_t>(i), 0);
      const std::string_view name = text ? text : "";
      if (name.ends_with(kSuffix))
        members_.emplace(name.substr(0, name.size() - kSuffix.size()),
                         static_cast<zip_uint64_t>(i));
    }
    if (members_.empty())
      throw UserError(
          fmt::format("{} is a zip archive without .npy members: unpack it and import the "
                      "folder or file inside",
                      path_));
  }

  std::vector<std::string> names() const override {
    std::vector<std::string> numeric;
    for (const auto& [name, index] : members_) {
      const std::optional<NpyHeader> header = try_header(name);
      if (header && NumpyType::known(header->type) && !header->column_major)
        numeric.push_back(name);
    }
    return numeric;
  }
  ArrayInfo info(const std::string& name) override {
    const NpyHeader header = this->header(open(name), name);
    return array_info(NumpyType(header.type, label(name)).decoded(), header.shape, label(name));
  }
  using ArrayFile::read;
  Array read(const std::string& name, std::int64_t first, std::int64_t count) override;

 private:
  std::string label(const std::string& name) const {
    return fmt::format("{}, array {}", path_, name);
  }

  Member open(const std::string& name) const {
    const auto found = members_.find(name);
    if (found == members_.end()) throw UserError(fmt::format("{} has no array {}", path_, name));
    Member member(zip_fopen_index(archive_.get(), found->second, 0));
    if (!member)
      throw UserError(
          fmt::format("{} cannot be opened ({}): save it with numpy.savez, without a password",
                      label(name), zip_strerror(archive_.get())));
    return member;
  }

  void read_exactly(zip_file_t* member, char* out, std::size_t count,
                    const std::string& name) const {
    while (count > 0) {
      const zip_int64_t got = zip_fread(member, out, count);
      if (got <= 0)
        throw UserError(
            fmt::format("{} is truncated or damaged: copy the file again", label(name)));
      out += got;
      count -= static_cast<std::size_t>(got);
    }
  }

  // Reads the header and leaves the member at the first byte of the data.
  NpyHeader header(const Member& member, const std::string& name) const {
    std::string bytes(12, '\0');
    read_exactly(member.get(), bytes.data(), bytes.size(), name);
    const auto byte = [&](std::size_t i) {
      return std::size_t{static_cast<unsigned char>(bytes[i])};
    };
    std::size_t total = bytes[6] == 1
                            ? 10 + byte(8) + (byte(9) << 8)
                            : 12 + byte(8) + (byte(9) << 8) + (byte(10) << 16) + (byte(11) << 24);
    if (!bytes.starts_with("\x93NUMPY")) total = bytes.size();  // no array: the parser says so
    total = std::clamp(total, bytes.size(), kHeaderBytes);
    bytes.resize(total);
    read_exactly(member.get(), bytes.data() + 12, total - 12, name);
    return parse_npy_header(bytes, label(name));
  }

  std::optional<NpyHeader> try_header(const std::string& name) const {
    try {
      return header(open(name), name);
    } catch (const UserError&) {
      return std::nullopt;
    }
  }

  std::string path_;
  std::unique_ptr<zip_t, ArchiveDeleter> archive_;
  std::map<std::string, zip_uint64_t> members_;
};

Array NpzFile::read(const std::string& name, std::int64_t first, std::int64_t count) {
  const Member member = open(name);
  const NpyHeader header = this->header(member, name);
  if (header.column_major)
    throw UserError(label(name) + " is column-major: save it with numpy.ascontiguousarray");
  const NumpyType type(header.type, label(name));
  ArrayInfo info = array_info(type.decoded(), header.shape, label(name));
  const std::int64_t whole = array_bytes(info, label(name), kMaxStoredArrayBytes);
  const std::int64_t numbers = whole / element_bytes(info.type);
  const std::int64_t rows = std::exchange(info.rows, count);
  array_bytes(info, label(name));

  // The archive's directory must agree with the header before anything is allocated.
  zip_stat_t stat;
  zip_stat_init(&stat);
  const bool known = zip_stat_index(archive_.get(), members_.at(name), 0, &stat) == 0 &&
                     (stat.valid & ZIP_STAT_SIZE) != 0;
  const auto stated = header.data_offset + static_cast<std::uint64_t>(numbers * type.size());
  if (!known || stat.size != stated)
    throw UserError(
        fmt::format("{} does not have the size that its shape asks for: save it again",
                    label(name)));
  if (stat.size / kMaxShrinking > std::filesystem::file_size(path_))
    throw UserError(label(name) + " claims more data than the archive holds: copy the file again");
  Array array(info);

  // What lies before the rows is decompressed and forgotten.
  const std::int64_t columns = array.columns();
  std::vector<char> slice(kSliceBytes);
  for (std::int64_t left = first * columns * type.size(); left > 0;) {
    const std::int64_t bytes = std::min(left, kSliceBytes);
    read_exactly(member.get(), slice.data(), static_cast<std::size_t>(bytes), name);
    left -= bytes;
  }
  std::byte* out = array.bytes().data();
  for (std::int64_t left = count * columns; left > 0;) {
    const std::int64_t some = std::min(left, kSliceBytes / type.size());
    read_exactly(member.get(), slice.data(), static_cast<std::size_t>(some * type.size()), name);
    type.decode(reinterpret_cast<const std::byte*>(slice.data()), some, out);
    out += some * element_bytes(array.type());
    left -= some;
  }
  if (first + count < rows) return array;

  // One byte past the end makes libzip compare the checksum.
  char past_end;
  if (zip_fread(member.get(), &past_end, 1) != 0)
    throw UserError(fmt::format("{} fails its checksum: copy the file again", label(name)));
  return array;
}

}  // namespace

std::unique_ptr<ArrayFile> open_npz(const std::filesystem::path& path) {
  return std::make_unique<NpzFile>(path);
}

}  // namespace streambed
