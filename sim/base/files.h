#pragma once
// Reading and writing whole files; no reader ever sees a half-written one. All functions throw
// UserError, which names the path and how to mend what is wrong.

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace streambed {

// A file that is written under a temporary name in the same folder and takes the place of `path`
// whole, or not at all.
class AtomicFile {
 public:
  // Creates the temporary file, empty.
  explicit AtomicFile(std::filesystem::path path);
  // Removes the temporary file unless commit() has renamed it.
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  // Where to write until then.
  const std::filesystem::path& temporary() const { return temporary_; }
  // Flushes what was written there and renames it over `path`. Nothing may have it open any more.
  void commit();

 private:
  std::filesystem::path path_, folder_, temporary_;
};

// Calls `write` with a temporary path in the same folder, then flushes and renames it over `path`.
// When `write` throws, the temporary file is removed and `path` is untouched.
void write_atomically(const std::filesystem::path& path,
                      const std::function<void(const std::filesystem::path&)>& write);
void write_text_atomically(const std::filesystem::path& path, std::string_view text);

// Whole file; refuses files above `max_bytes`.
std::string read_file(const std::filesystem::path& path, std::uintmax_t max_bytes = 1u << 30);

// SHA-256 of a byte string, as 64 hexadecimal digits (FIPS 180-4).
std::string sha256_hex(std::string_view bytes);
// The same of a file of any size. Throws UserError when it cannot be read.
std::string file_sha256(const std::filesystem::path& path);

}  // namespace streambed
