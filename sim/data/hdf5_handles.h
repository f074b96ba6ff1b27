#pragma once
// The part of HDF5 that demonstrations need, with handles that close themselves and sizes that are
// checked. Include it in .cc files only. HDF5 as Debian packages it serves one thread at a time.

#include <hdf5.h>

#include <Eigen/Core>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/data/demonstrations.h"

namespace streambed::hdf5 {

// Owns an identifier of any kind.
class Handle {
 public:
  Handle() = default;
  explicit Handle(hid_t id) : id_(id) {}
  ~Handle() {
    if (id_ >= 0) H5Idec_ref(id_);
  }
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  hid_t get() const { return id_; }
  bool valid() const { return id_ >= 0; }

 private:
  hid_t id_ = H5I_INVALID_HID;
};

// Turns off HDF5's printing of errors while it lives.
class SilentErrors {
 public:
  SilentErrors();
  ~SilentErrors();
  SilentErrors(const SilentErrors&) = delete;
  SilentErrors& operator=(const SilentErrors&) = delete;

 private:
  H5E_auto2_t function_ = nullptr;
  void* client_data_ = nullptr;
};

// A group or the file itself, with the words that name it in messages ("x.h5/data/demo_0").
class Node {
 public:
  // Opens a file for reading. Throws UserError.
  static Node open_file(const std::filesystem::path& path);
  // Creates a file in the format of HDF5 1.8, whose metadata carry checksums. Messages call it
  // `shown`.
  static Node create_file(const std::filesystem::path& path, const std::string& shown);

  // Names of the links, ascending.
  std::vector<std::string> names() const;
  bool has(const std::string& name) const;
  // Only hard links are followed: a link may not lead to another file.
  Node group(const std::string& name) const;
  Node create_group(const std::string& name) const;

  // A dataset of numbers, flattened to its first dimension x the rest. `max_elements` bounds it and
  // is lowered by its size. Throws UserError on anything else than finite numbers.
  MatrixRM read_matrix(const std::string& name, std::int64_t& max_elements) const;
  // `compact`: as 32-bit numbers, shuffled and deflated.
  void write_matrix(const std::string& name, const MatrixRM& matrix, bool compact) const;
  // Is it a batch of 8-bit images (T, H, W, C)?
  bool is_images(const std::string& name) const;

  std::optional<std::string> read_text(const std::string& attribute) const;
  std::optional<std::int64_t> read_integer(const std::string& attribute) const;
  void write_text(const std::string& attribute, std::string_view text) const;
  void write_integer(const std::string& attribute, std::int64_t value) const;

  // Flushes what was written; throws when the disk did not take it.
  void flush() const;
  // Throws UserError: this node, what is wrong with it, how to mend it.
  [[noreturn]] void fail(const std::string& why) const;

 private:
  Node(Handle handle, std::string where) : handle_(std::move(handle)), where_(std::move(where)) {}
  Handle open_dataset(const std::string& name) const;
  Handle checked(hid_t id, const std::string& what) const;
  void check(herr_t status, const std::string& what) const;

  Handle handle_;
  std::string where_;
};

}  // namespace streambed::hdf5
