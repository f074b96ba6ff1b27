#include "sim/data/hdf5_handles.h"

#include <algorithm>
#include <system_error>

#include "sim/base/error.h"

namespace streambed::hdf5 {
namespace {

// A model's text is kilobytes; HDF5 states sizes that a damaged file may lie about.
constexpr std::size_t kMaxTextBytes = 64u << 20;
// Deflate shrinks by at most 1032.
constexpr double kMaxCompression = 1100;
constexpr std::size_t kMaxNumberBytes = 16;
// No dataset is larger; what claims to be is damaged.
constexpr std::int64_t kMaxStoredBytes = std::int64_t{1} << 50;
constexpr std::int64_t kChunkBytes = 1 << 20;
constexpr int kMaxRank = 8;
constexpr std::size_t kMaxLinks = 10'000'000;

const char* const kDamaged = " cannot be read: the file is damaged, copy or import it again";

// Called from C: collects link names and must not throw.
herr_t collect_name(hid_t, const char* name, const H5L_info_t*, void* out) noexcept {
  auto& names = *static_cast<std::vector<std::string>*>(out);
  if (names.size() >= kMaxLinks) return -1;
  try {
    names.emplace_back(name);
  } catch (const std::exception&) {
    return -1;
  }
  return 0;
}

std::vector<hsize_t> shape_of(const Handle& dataset) {
  const Handle space(H5Dget_space(dataset.get()));
  const int rank = space.valid() ? H5Sget_simple_extent_ndims(space.get()) : -1;
  if (rank < 1 || rank > kMaxRank) return {};
  std::vector<hsize_t> shape(static_cast<std::size_t>(rank));
  if (H5Sget_simple_extent_dims(space.get(), shape.data(), nullptr) != rank) return {};
  return shape;
}

// Raw data may lie in other files: external storage and virtual datasets would read any of them.
bool is_self_contained(const Handle& dataset) {
  const Handle properties(H5Dget_create_plist(dataset.get()));
  if (!properties.valid()) return false;
  const H5D_layout_t layout = H5Pget_layout(properties.get());
  const bool known = layout == H5D_COMPACT || layout == H5D_CONTIGUOUS || layout == H5D_CHUNKED;
  return known && H5Pget_external_count(properties.get()) == 0;
}

// HDF5 knows its types by identifiers that it makes when it is first used.
hid_t memory_type(ElementType type) {
  if (type == ElementType::kUint8) return H5T_NATIVE_UINT8;
  return type == ElementType::kFloat32 ? H5T_NATIVE_FLOAT : H5T_NATIVE_DOUBLE;
}
hid_t file_type(ElementType type) {
  if (type == ElementType::kUint8) return H5T_STD_U8LE;
  return type == ElementType::kFloat32 ? H5T_IEEE_F32LE : H5T_IEEE_F64LE;
}

Handle text_type(std::size_t bytes) {
  Handle type(H5Tcopy(H5T_C_S1));
  if (H5Tset_size(type.get(), bytes) < 0 || H5Tset_cset(type.get(), H5T_CSET_UTF8) < 0 ||
      H5Tset_strpad(type.get(), H5T_STR_NULLPAD) < 0) {
    return Handle();
  }
  return type;
}

}  // namespace

Session::Session() {
  static std::recursive_mutex mutex;
  lock_ = std::unique_lock(mutex);
  // Damaged files make HDF5 lose some of its own records, of which its cleaning up at exit would
  // complain. Only the first call counts; the handles here close everything anyway.
  H5dont_atexit();
  H5Eget_auto2(H5E_DEFAULT, &function_, &client_data_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

Session::~Session() { H5Eset_auto2(H5E_DEFAULT, function_, client_data_); }

void Node::fail(const std::string& why) const { throw UserError(where_ + why); }

Handle Node::checked(hid_t id, const std::string& what) const {
  if (id < 0) fail(what);
  return Handle(id);
}

void Node::check(herr_t status, const std::string& what) const {
  if (status < 0) fail(what);
}

Node Node::open_file(const std::filesystem::path& path) {
  std::error_code ignored;
  const Node unopened(Handle(), path.string());
  if (!std::filesystem::is_regular_file(path, ignored)) {
    unopened.fail(": there is no such file; check the path");
  }
  if (H5Fis_hdf5(path.c_str()) <= 0) {
    unopened.fail(" is no HDF5 file; make one with `streambed import`");
  }
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  return {unopened.checked(file, kDamaged), path.string()};
}

Node Node::create_file(const std::filesystem::path& path, const std::string& shown) {
  const Node unopened(Handle(), shown);
  const Handle access(H5Pcreate(H5P_FILE_ACCESS));
  unopened.check(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_V18),
                 " cannot be made: this HDF5 lacks the 1.8 format; use HDF5 1.10 or newer");
  // Most compressed datasets here are one chunk; the index that is reserved for more takes
  // kilobytes. Those of pictures grow a deeper one.
  const Handle creation(H5Pcreate(H5P_FILE_CREATE));
  unopened.check(H5Pset_istore_k(creation.get(), 1), " cannot be made; update HDF5");
  const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.get(), access.get());
  return {unopened.checked(file, " cannot be made; choose a folder that you may write to"), shown};
}

std::vector<std::string> Node::names() const {
  std::vector<std::string> names;
  check(H5Literate(handle_.get(), H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, collect_name, &names),
        kDamaged);
  std::sort(names.begin(), names.end());
  return names;
}

bool Node::has(const std::string& name) const {
  if (H5Lexists(handle_.get(), name.c_str(), H5P_DEFAULT) <= 0) return false;
  H5L_info_t info{};
  check(H5Lget_info(handle_.get(), name.c_str(), &info, H5P_DEFAULT), "/" + name + kDamaged);
  if (info.type != H5L_TYPE_HARD) {
    fail("/" + name + " is a link to elsewhere; store the data themselves");
  }
  return true;
}

Node Node::group(const std::string& name) const {
  if (!has(name)) fail(" lacks the group \"" + name + "\"; import the demonstrations again");
  const std::string where =
      where_ + (handle_.get() >= 0 && H5Iget_type(handle_.get()) == H5I_FILE ? ": " : "/") + name;
  return {checked(H5Gopen2(handle_.get(), name.c_str(), H5P_DEFAULT), "/" + name + kDamaged),
          where};
}

Node Node::create_group(const std::string& name) const {
  const hid_t id = H5Gcreate2(handle_.get(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  return {checked(id, "/" + name + " cannot be written; free some space"), where_ + "/" + name};
}

Handle Node::open_dataset(const std::string& name) const {
  if (!has(name)) fail(" lacks the dataset \"" + name + "\"; import the demonstrations again");
  return checked(H5Dopen2(handle_.get(), name.c_str(), H5P_DEFAULT), "/" + name + kDamaged);
}

Node Node::dataset(const std::string& name) const {
  return {open_dataset(name), where_ + "/" + name};
}

ArrayInfo Node::describe(const std::string& name) const {
  return describe(open_dataset(name), name);
}

ArrayInfo Node::describe(const Handle& dataset, const std::string& name) const {
  if (!is_self_contained(dataset)) {
    fail("/" + name + " keeps its data in another file; store them in this one");
  }
  const Handle type(H5Dget_type(dataset.get()));
  const H5T_class_t kind = type.valid() ? H5Tget_class(type.get()) : H5T_NO_CLASS;
  const std::size_t bytes = type.valid() ? H5Tget_size(type.get()) : 0;
  if ((kind != H5T_FLOAT && kind != H5T_INTEGER) || bytes == 0 || bytes > kMaxNumberBytes) {
    fail("/" + name + " does not hold numbers; import the demonstrations again");
  }
  const std::vector<hsize_t> shape = shape_of(dataset);
  if (shape.empty() || std::find(shape.begin(), shape.end(), hsize_t{0}) != shape.end()) {
    fail("/" + name + " is empty or has no rows; record or import it again");
  }

  ArrayInfo info;
  if (kind == H5T_FLOAT && bytes <= sizeof(float)) info.type = ElementType::kFloat32;
  if (kind == H5T_INTEGER && bytes == 1 && H5Tget_sign(type.get()) == H5T_SGN_NONE) {
    info.type = ElementType::kUint8;
  }
  for (const hsize_t extent : shape) {
    if (extent > static_cast<hsize_t>(kMaxStoredBytes)) fail("/" + name + kDamaged);
    info.row_shape.push_back(static_cast<std::int64_t>(extent));
  }
  info.rows = info.row_shape.front();
  info.row_shape.erase(info.row_shape.begin());

  // What is in memory as float64 may take fewer bytes in the file.
  const auto numbers = static_cast<double>(
      array_bytes(info, where_ + "/" + name, kMaxStoredBytes) / element_bytes(info.type));
  const auto stored = static_cast<double>(H5Dget_storage_size(dataset.get()));
  if (numbers * static_cast<double>(bytes) > kMaxCompression * stored) {
    fail("/" + name + " claims more data than the file holds; import the demonstrations again");
  }
  return info;
}

Array Node::read(const std::string& name, std::int64_t first, std::int64_t count) const {
  const Handle dataset = open_dataset(name);
  ArrayInfo info = describe(dataset, name);
  if (first < 0 || count < 0 || first > info.rows - count) {
    fail("/" + name + " has " + std::to_string(info.rows) + " rows, none of them from " +
         std::to_string(first) + " to " + std::to_string(first + count));
  }
  info.rows = count;
  array_bytes(info, where_ + "/" + name);
  Array array(info);
  if (count == 0) return array;

  // The same rows in the file and in memory.
  std::vector<hsize_t> shape = {static_cast<hsize_t>(count)}, begin = {static_cast<hsize_t>(first)};
  for (const std::int64_t extent : info.row_shape) {
    shape.push_back(static_cast<hsize_t>(extent));
    begin.push_back(0);
  }
  const std::string what = "/" + name + kDamaged;
  const Handle rows = checked(H5Dget_space(dataset.get()), what);
  check(H5Sselect_hyperslab(rows.get(), H5S_SELECT_SET, begin.data(), nullptr, shape.data(),
                            nullptr),
        what);
  const Handle memory =
      checked(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), what);
  check(H5Dread(dataset.get(), memory_type(info.type), memory.get(), rows.get(), H5P_DEFAULT,
                array.bytes().data()),
        what);
  return array;
}

void Node::write(const std::string& name, const Array& array, ElementType type,
                 bool deflated) const {
  const std::string what = "/" + name + " cannot be written; free some space";
  std::vector<hsize_t> shape = {static_cast<hsize_t>(array.rows())};
  for (const std::int64_t extent : array.info().row_shape) {
    shape.push_back(static_cast<hsize_t>(extent));
  }
  const int rank = static_cast<int>(shape.size());
  const Handle space = checked(H5Screate_simple(rank, shape.data(), nullptr), what);
  const Handle layout = checked(H5Pcreate(H5P_DATASET_CREATE), what);
  if (deflated) {
    constexpr unsigned kBestCompression = 9, kPictureCompression = 4;
    std::vector<hsize_t> chunk = shape;
    const std::int64_t row = std::max<std::int64_t>(1, array.columns() * element_bytes(type));
    chunk[0] = std::clamp<hsize_t>(static_cast<hsize_t>(kChunkBytes / row), 1, shape[0]);
    check(H5Pset_chunk(layout.get(), rank, chunk.data()), what);
    check(H5Pset_shuffle(layout.get()), what);
    // Beyond that, pictures take ten times as long and shrink no further.
    check(H5Pset_deflate(layout.get(),
                         type == ElementType::kUint8 ? kPictureCompression : kBestCompression),
          what);
    check(H5Pset_fletcher32(layout.get()), what);
  }
  const Handle dataset = checked(H5Dcreate2(handle_.get(), name.c_str(), file_type(type),
                                            space.get(), H5P_DEFAULT, layout.get(), H5P_DEFAULT),
                                 what);
  check(H5Dwrite(dataset.get(), memory_type(array.type()), H5S_ALL, H5S_ALL, H5P_DEFAULT,
                 array.bytes().data()),
        what);
}

std::optional<std::string> Node::read_text(const std::string& name) const {
  if (H5Aexists(handle_.get(), name.c_str()) <= 0) return std::nullopt;
  const std::string what = ": attribute \"" + name + "\"" + kDamaged;
  const Handle attribute = checked(H5Aopen(handle_.get(), name.c_str(), H5P_DEFAULT), what);
  const Handle type = checked(H5Aget_type(attribute.get()), what);
  const Handle space = checked(H5Aget_space(attribute.get()), what);
  if (H5Tget_class(type.get()) != H5T_STRING || H5Sget_simple_extent_npoints(space.get()) != 1) {
    fail(": attribute \"" + name + "\" is not a text; import the demonstrations again");
  }

  // The file's own type is also the memory's: HDF5 does not convert between character sets.
  if (H5Tis_variable_str(type.get()) > 0) {
    char* allocated = nullptr;
    check(H5Aread(attribute.get(), type.get(), &allocated), what);
    std::string text = allocated == nullptr ? "" : allocated;
    H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, &allocated);
    return text;
  }
  const std::size_t bytes = H5Tget_size(type.get());
  if (bytes == 0 || bytes > kMaxTextBytes || bytes > H5Aget_storage_size(attribute.get())) {
    fail(": attribute \"" + name + "\" is longer than 64 MiB; import the demonstrations again");
  }
  std::string text(bytes, '\0');
  check(H5Aread(attribute.get(), type.get(), text.data()), what);
  const char padding = H5Tget_strpad(type.get()) == H5T_STR_SPACEPAD ? ' ' : '\0';
  text.erase(text.find_last_not_of(padding) + 1);
  return text;
}

std::vector<std::string> Node::read_texts(const std::string& name) const {
  const std::string what = "/" + name + kDamaged;
  const Handle dataset = open_dataset(name);
  const Handle type = checked(H5Dget_type(dataset.get()), what);
  const Handle space = checked(H5Dget_space(dataset.get()), what);
  const hssize_t count = H5Sget_simple_extent_npoints(space.get());
  if (H5Tget_class(type.get()) != H5T_STRING || count < 0 || !is_self_contained(dataset)) {
    fail("/" + name + " does not list texts; import the demonstrations again");
  }
  const auto entries = static_cast<std::size_t>(count);
  if (entries > kMaxLinks) fail(what);
  std::vector<std::string> texts;
  if (entries == 0) return texts;

  if (H5Tis_variable_str(type.get()) > 0) {
    std::vector<char*> allocated(entries, nullptr);
    check(H5Dread(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, allocated.data()),
          what);
    for (const char* text : allocated) texts.emplace_back(text == nullptr ? "" : text);
    H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, allocated.data());
    return texts;
  }
  const std::size_t bytes = H5Tget_size(type.get());
  if (bytes == 0 || bytes > kMaxTextBytes / entries) fail(what);
  std::string all(bytes * entries, '\0');
  check(H5Dread(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, all.data()), what);
  const char padding = H5Tget_strpad(type.get()) == H5T_STR_SPACEPAD ? ' ' : '\0';
  for (std::size_t i = 0; i < entries; ++i) {
    std::string text = all.substr(i * bytes, bytes);
    if (padding == '\0') text = text.c_str();
    text.erase(text.find_last_not_of(padding) + 1);
    texts.push_back(std::move(text));
  }
  return texts;
}

std::optional<std::int64_t> Node::read_integer(const std::string& name) const {
  if (H5Aexists(handle_.get(), name.c_str()) <= 0) return std::nullopt;
  const std::string what = ": attribute \"" + name + "\"" + kDamaged;
  const Handle attribute = checked(H5Aopen(handle_.get(), name.c_str(), H5P_DEFAULT), what);
  const Handle type = checked(H5Aget_type(attribute.get()), what);
  const Handle space = checked(H5Aget_space(attribute.get()), what);
  if (H5Tget_class(type.get()) != H5T_INTEGER || H5Sget_simple_extent_npoints(space.get()) != 1) {
    fail(": attribute \"" + name + "\" is not a whole number; import the demonstrations again");
  }
  std::int64_t value = 0;
  check(H5Aread(attribute.get(), H5T_NATIVE_INT64, &value), what);
  return value;
}

void Node::write_text(const std::string& name, std::string_view text) const {
  // Of fixed length: variable ones live in a heap without checksums. The type cannot be empty.
  const std::string what = ": attribute \"" + name + "\" cannot be written; free some space";
  std::string bytes(text);
  if (bytes.empty()) bytes.push_back('\0');
  const Handle type = text_type(bytes.size());
  const Handle space = checked(H5Screate(H5S_SCALAR), what);
  const Handle attribute = checked(
      H5Acreate2(handle_.get(), name.c_str(), type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT),
      what);
  check(H5Awrite(attribute.get(), type.get(), bytes.data()), what);
}

void Node::write_integer(const std::string& name, std::int64_t value) const {
  const std::string what = ": attribute \"" + name + "\" cannot be written; free some space";
  const Handle space = checked(H5Screate(H5S_SCALAR), what);
  const Handle attribute = checked(
      H5Acreate2(handle_.get(), name.c_str(), H5T_STD_I64LE, space.get(), H5P_DEFAULT, H5P_DEFAULT),
      what);
  check(H5Awrite(attribute.get(), H5T_NATIVE_INT64, &value), what);
}

void Node::flush() const {
  check(H5Fflush(handle_.get(), H5F_SCOPE_LOCAL), " cannot be written; free some space");
}

}  // namespace streambed::hdf5
