#include "sim/base/files.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <system_error>

#include "sim/base/error.h"

namespace streambed {
namespace {

namespace fs = std::filesystem;

class FileDescriptor {
 public:
  FileDescriptor(const fs::path& path, int flags) : fd_(::open(path.c_str(), flags, 0666)) {}
  ~FileDescriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  bool open() const { return fd_ >= 0; }
  bool flush() const { return ::fsync(fd_) == 0; }

 private:
  int fd_;
};

[[noreturn]] void throw_unwritable(const fs::path& path, const std::string& why,
                                   const std::string& fix) {
  throw UserError(path.string() + " cannot be written: " + why + "; " + fix);
}

[[noreturn]] void refuse_to_read(const fs::path& path, const std::string& why) {
  throw UserError(path.string() + " cannot be read: " + why);
}

// A digest of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    check(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }
  void add(std::string_view bytes) {
    check(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
  }
  std::string hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned int length = 0;
    check(EVP_DigestFinal_ex(context_.get(), digest.data(), &length) == 1);
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * length);
    for (unsigned int i = 0; i < length; ++i) {
      hex += kDigits[digest[i] >> 4];
      hex += kDigits[digest[i] & 15];
    }
    return hex;
  }

 private:
  static void check(bool done) {
    if (!done) throw std::runtime_error("OpenSSL has no SHA-256");
  }

  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
};

// Reserves a name beside `path` that no other process or thread has.
fs::path create_temporary(const fs::path& path, const fs::path& folder) {
  constexpr int kAttempts = 1000;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    fs::path temporary =
        folder / ("." + path.stem().string() + ".tmp-" + std::to_string(::getpid()) + "-" +
                  std::to_string(attempt) + path.extension().string());
    if (FileDescriptor(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC).open()) return temporary;
    if (errno != EEXIST) {
      throw_unwritable(path, std::strerror(errno), "choose a folder that you may write to");
    }
  }
  throw_unwritable(path, "too many temporary files beside it", "remove the old .tmp- files");
}

}  // namespace

AtomicFile::AtomicFile(fs::path path) : path_(std::move(path)) {
  std::error_code ignored;
  folder_ = path_.has_parent_path() ? path_.parent_path() : fs::path(".");
  if (!fs::is_directory(folder_, ignored)) {
    throw_unwritable(path_, folder_.string() + " is not a folder", "create it or choose another");
  }
  if (!path_.has_filename() || fs::is_directory(path_, ignored)) {
    throw_unwritable(path_, "it names a folder", "name a file in it");
  }
  temporary_ = create_temporary(path_, folder_);
}

AtomicFile::~AtomicFile() {
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove(temporary_, ignored);
}

void AtomicFile::commit() {
  // The data must be on the disk before the name is: after a power cut either file is whole.
  const FileDescriptor written(temporary_, O_RDONLY | O_CLOEXEC);
  if (!written.open() || !written.flush()) {
    throw_unwritable(path_, std::strerror(errno), "free some space or choose another disk");
  }
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) {
    throw_unwritable(path_, std::strerror(errno), "choose another name or folder");
  }
  temporary_.clear();
  const FileDescriptor directory(folder_, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory.open()) directory.flush();
}

void write_atomically(const fs::path& path, const std::function<void(const fs::path&)>& write) {
  AtomicFile file(path);
  write(file.temporary());
  file.commit();
}

void write_text_atomically(const fs::path& path, std::string_view text) {
  write_atomically(path, [&](const fs::path& temporary) {
    std::ofstream file(temporary, std::ios::binary);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    if (!file) throw_unwritable(path, "the disk refused the data", "free some space");
  });
}

std::string read_file(const fs::path& path, std::uintmax_t max_bytes) {
  const auto refuse = [&](const std::string& why) -> std::string { refuse_to_read(path, why); };
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return refuse("there is no such file; check the path");
  if (fs::is_directory(status)) return refuse("it is a folder; name a file");
  if (!fs::is_regular_file(status)) return refuse("it is not a regular file; copy it to one");
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) return refuse(error.message());
  if (size > max_bytes) {
    return refuse("its " + std::to_string(size) + " bytes exceed the limit of " +
                  std::to_string(max_bytes) + "; is it the right file?");
  }

  std::ifstream file(path, std::ios::binary);
  if (!file) return refuse("it may not be opened; check its permissions");
  std::string text(static_cast<std::size_t>(size), '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.gcount() != static_cast<std::streamsize>(text.size())) {
    return refuse("it ended early; is something still writing it?");
  }
  return text;
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.hex();
}

std::string file_sha256(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) refuse_to_read(path, "it is a folder; name a file");
  std::ifstream file(path, std::ios::binary);
  if (!file) refuse_to_read(path, "it may not be opened; check the path and its permissions");
  Sha256 hash;
  std::string block(1u << 20, '\0');
  do {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    hash.add(std::string_view(block).substr(0, static_cast<std::size_t>(file.gcount())));
  } while (file);
  if (!file.eof()) refuse_to_read(path, "the disk does not return it; copy it again");
  return hash.hex();
}

}  // namespace streambed
