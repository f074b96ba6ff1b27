#include "experiments/results/table_file.h"

#include <fmt/core.h>
#include <zlib.h>

#include <array>
#include <fstream>
#include <istream>
#include <memory>
#include <streambuf>

#include "sim/base/error.h"

namespace streambed {
namespace {

namespace fs = std::filesystem;

// The text within a gzip file, piece by piece, so that memory holds one piece however long it is.
class GzipBuffer final : public std::streambuf {
 public:
  GzipBuffer(const fs::path& path, std::uintmax_t max_bytes)
      : file_(gzopen(path.c_str(), "rb"), &gzclose), max_bytes_(max_bytes) {
    if (!file_) throw UserError("it cannot be read; make it readable");
  }

 protected:
  int_type underflow() override {
    const int got = gzread(file_.get(), buffer_.data(), buffer_.size());
    // zlib passes files of another kind through unchanged, and of a torn one what is there.
    if (gzdirect(file_.get())) throw UserError("it is no gzip file; pack it with gzip");
    int status = Z_OK;
    gzerror(file_.get(), &status);
    if (got < 0 || status != Z_OK) {
      throw UserError("it is torn or damaged; copy it again, or pack it again with gzip");
    }
    if (got == 0) return traits_type::eof();
    bytes_ += static_cast<std::uintmax_t>(got);
    if (bytes_ > max_bytes_) {
      throw UserError(fmt::format(
          "it holds more than {} bytes of text, which no sweep writes; look where it came from",
          max_bytes_));
    }
    setg(buffer_.data(), buffer_.data(), buffer_.data() + got);
    return traits_type::to_int_type(buffer_[0]);
  }

 private:
  std::unique_ptr<gzFile_s, int (*)(gzFile)> file_;
  std::uintmax_t max_bytes_, bytes_ = 0;
  std::array<char, 1u << 16> buffer_;
};

CsvTable read_packed(const fs::path& path, std::uintmax_t max_bytes) {
  GzipBuffer buffer(path, max_bytes);
  std::istream in(&buffer);
  return read_csv(in);
}

CsvTable read_plain(const fs::path& path, std::uintmax_t max_bytes) {
  std::ifstream in(path, std::ios::binary);
  if (!in || !fs::is_regular_file(path)) throw UserError("it cannot be read; make it readable");
  if (fs::file_size(path) > max_bytes) {
    throw UserError(fmt::format("it is longer than {} bytes, which no sweep writes", max_bytes));
  }
  return read_csv(in);
}

}  // namespace

std::optional<fs::path> table_file(const fs::path& folder, const std::string& name) {
  for (const fs::path& path : {folder / name, folder / (name + ".gz")}) {
    std::error_code ignored;
    if (fs::exists(path, ignored)) return path;
  }
  return std::nullopt;
}

bool is_packed(const fs::path& file) { return file.extension() == ".gz"; }

std::optional<CsvTable> read_table(const fs::path& folder, const std::string& name,
                                   std::uintmax_t max_bytes) {
  const auto path = table_file(folder, name);
  if (!path) return std::nullopt;
  try {
    return is_packed(*path) ? read_packed(*path, max_bytes) : read_plain(*path, max_bytes);
  } catch (const UserError& error) {
    throw UserError(fmt::format("{}: {}", path->string(), error.what()));
  }
}

}  // namespace streambed
