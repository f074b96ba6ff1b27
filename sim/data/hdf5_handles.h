#pragma once
// The part of HDF5 that demonstrations need, with handles that close themselves and sizes that are
// checked. Include it in .cc files only.

#include <hdf5.h>

#include <Eigen/Core>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/data/array.h"

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

// HDF5 as it is packaged serves one thread at a time, whatever files it has open. So whoever calls
// anything of this header, handles' destructors included, holds one of these: it waits for the
// process's other users of HDF5, and turns off HDF5's printing of errors while it lives. A thread
// may hold several.
class Session {
 public:
  Session();
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

 private:
  std::unique_lock<std::recursive_mutex> lock_;
  H5E_auto2_t function_ = nullptr;
  void* client_data_ = nullptr;
};

// A file, or a group or dataset in it, with the words that name it in messages
// ("x.h5/data/demo_0").
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

  // A dataset, for its attributes.
  Node dataset(const std::string& name) const;

  // Type and shape of a dataset of numbers: float32 and smaller floats are float32, unsigned bytes
  // are uint8, everything else is read as float64. Throws UserError for what is no numbers, is
  // empty, lies in another file, or claims more than the file can hold.
  ArrayInfo describe(const std::string& name) const;
  // Its rows first .. first + count. Throws UserError, also for rows that it does not have and for
  // more than kMaxArrayBytes, before memory is taken.
  Array read(const std::string& name, std::int64_t first, std::int64_t count) const;
  // `type` is what the file holds. Deflated datasets are shuffled and carry checksums; their chunks
  // are up to 1 MiB of whole rows, so that a row can be read without the rest.
  void write(const std::string& name, const Array& array, ElementType type, bool deflated) const;

  // A dataset that lists texts, of fixed or of variable length. Throws UserError for another one.
  std::vector<std::string> read_texts(const std::string& name) const;

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
  ArrayInfo describe(const Handle& dataset, const std::string& name) const;
  Handle checked(hid_t id, const std::string& what) const;
  void check(herr_t status, const std::string& what) const;

  Handle handle_;
  std::string where_;
};

}  // namespace streambed::hdf5
