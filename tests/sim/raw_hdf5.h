#pragma once
// Makes HDF5 files that streambed would not make, through HDF5 itself.

#include <hdf5.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

class RawHdf5 {
 public:
  enum Mode { kRead, kChange, kCreate };
  using Shape = std::vector<hsize_t>;

  explicit RawHdf5(const std::filesystem::path& path, Mode mode = kRead)
      : file_(mode == kCreate ? H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT)
                              : H5Fopen(path.c_str(), mode == kRead ? H5F_ACC_RDONLY : H5F_ACC_RDWR,
                                        H5P_DEFAULT)) {
    need(file_);
  }
  ~RawHdf5() { H5Fclose(file_); }
  RawHdf5(const RawHdf5&) = delete;
  RawHdf5& operator=(const RawHdf5&) = delete;

  void group(const std::string& path) {
    H5Gclose(need(H5Gcreate2(file_, path.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT)));
  }
  void remove(const std::string& path) { need(H5Ldelete(file_, path.c_str(), H5P_DEFAULT)); }
  bool exists(const std::string& path) const {
    return H5Lexists(file_, path.c_str(), H5P_DEFAULT) > 0;
  }
  void soft_link(const std::string& path, const std::string& target) {
    need(H5Lcreate_soft(target.c_str(), file_, path.c_str(), H5P_DEFAULT, H5P_DEFAULT));
  }
  void external_link(const std::string& path, const std::filesystem::path& file,
                     const std::string& target) {
    need(H5Lcreate_external(file.c_str(), target.c_str(), file_, path.c_str(), H5P_DEFAULT,
                            H5P_DEFAULT));
  }

  void floats(const std::string& path, const Shape& shape, float value) {
    const std::vector<float> values(count(shape), value);
    dataset(path, shape, H5T_IEEE_F32LE, H5P_DEFAULT, H5T_NATIVE_FLOAT, values.data());
  }
  void bytes(const std::string& path, const Shape& shape) {
    const std::vector<unsigned char> values(count(shape), 7);
    dataset(path, shape, H5T_STD_U8LE, H5P_DEFAULT, H5T_NATIVE_UCHAR, values.data());
  }
  void texts(const std::string& path, hsize_t rows) {
    const std::string values(rows, 'x');
    dataset(path, {rows}, H5T_C_S1, H5P_DEFAULT, H5T_C_S1, values.data());
  }
  // Texts of variable length, or of one that fits them all.
  void list_texts(const std::string& path, const std::vector<std::string>& texts,
                  bool is_variable) {
    constexpr std::size_t kLength = 16;
    const hid_t type = need(H5Tcopy(H5T_C_S1));
    need(H5Tset_size(type, is_variable ? H5T_VARIABLE : kLength));
    std::vector<const char*> pointers;
    std::string fixed;
    for (const std::string& text : texts) {
      pointers.push_back(text.c_str());
      fixed += text + std::string(kLength - text.size(), '\0');
    }
    const void* values = is_variable ? static_cast<const void*>(pointers.data()) : fixed.data();
    dataset(path, {texts.size()}, type, H5P_DEFAULT, type, values);
    H5Tclose(type);
  }
  // A shape without data behind it.
  void unwritten(const std::string& path, const Shape& shape) {
    const hid_t properties = need(H5Pcreate(H5P_DATASET_CREATE));
    const Shape chunk(shape.size(), 2);
    need(H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data()));
    dataset(path, shape, H5T_IEEE_F64LE, properties, 0, nullptr);
    H5Pclose(properties);
  }
  // A shape whose place in the file is reserved but not written: the disk keeps nothing of it.
  void sparse_bytes(const std::string& path, const Shape& shape) {
    const hid_t properties = need(H5Pcreate(H5P_DATASET_CREATE));
    need(H5Pset_alloc_time(properties, H5D_ALLOC_TIME_EARLY));
    need(H5Pset_fill_time(properties, H5D_FILL_TIME_NEVER));
    dataset(path, shape, H5T_STD_U8LE, properties, 0, nullptr);
    H5Pclose(properties);
  }
  // Raw data that lie in another file.
  void external_data(const std::string& path, const Shape& shape,
                     const std::filesystem::path& file) {
    const hid_t properties = need(H5Pcreate(H5P_DATASET_CREATE));
    need(H5Pset_external(properties, file.c_str(), 0, count(shape) * sizeof(double)));
    dataset(path, shape, H5T_IEEE_F64LE, properties, 0, nullptr);
    H5Pclose(properties);
  }

  void integer_attribute(const std::string& path, const std::string& name, long long value) {
    attribute(path, name, H5T_STD_I64LE, H5T_NATIVE_LLONG, &value);
  }
  void variable_text_attribute(const std::string& path, const std::string& name,
                               const char* value) {
    const hid_t type = need(H5Tcopy(H5T_C_S1));
    need(H5Tset_size(type, H5T_VARIABLE));
    attribute(path, name, type, type, &value);
    H5Tclose(type);
  }
  long long integer_attribute(const std::string& path, const std::string& name) const {
    const hid_t id =
        need(H5Aopen_by_name(file_, path.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT));
    long long value = 0;
    need(H5Aread(id, H5T_NATIVE_LLONG, &value));
    H5Aclose(id);
    return value;
  }

 private:
  template <class Status>
  static Status need(Status status) {
    if (status < 0) throw std::runtime_error("the test's own use of HDF5 is wrong");
    return status;
  }
  static std::size_t count(const Shape& shape) {
    std::size_t n = 1;
    for (const auto extent : shape) n *= extent;
    return n;
  }
  void dataset(const std::string& path, const Shape& shape, hid_t type, hid_t properties,
               hid_t memory_type, const void* values) {
    const hid_t space =
        shape.empty() ? H5Screate(H5S_SCALAR)
                      : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
    const hid_t id = need(
        H5Dcreate2(file_, path.c_str(), type, need(space), H5P_DEFAULT, properties, H5P_DEFAULT));
    if (values != nullptr) need(H5Dwrite(id, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values));
    H5Dclose(id);
    H5Sclose(space);
  }
  // Replaces an attribute of the same name.
  void attribute(const std::string& path, const std::string& name, hid_t type, hid_t memory_type,
                 const void* value) {
    if (H5Aexists_by_name(file_, path.c_str(), name.c_str(), H5P_DEFAULT) > 0) {
      need(H5Adelete_by_name(file_, path.c_str(), name.c_str(), H5P_DEFAULT));
    }
    const hid_t space = need(H5Screate(H5S_SCALAR));
    const hid_t id = need(H5Acreate_by_name(file_, path.c_str(), name.c_str(), type, space,
                                            H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    need(H5Awrite(id, memory_type, value));
    H5Aclose(id);
    H5Sclose(space);
  }

  hid_t file_;
};
