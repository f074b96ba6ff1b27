#pragma once
// numpy's .npz: a zip archive of .npy files (numpy.lib.format, versions 1 to 3), stored or
// deflated.

#include <filesystem>
#include <memory>

#include "experiments/demonstrations/array_file.h"

namespace streambed {

// Opens an archive; names are those given to numpy.savez. Object arrays (pickles), text and
// column-major arrays are left out of names() and refused by read(). Before an array is
// decompressed, the size in its header is compared with kMaxArrayBytes, with the size that the
// archive states and with what the archive can hold. Reading some rows decompresses those before
// them, too; a checksum is compared when the last row is read.
std::unique_ptr<ArrayFile> open_npz(const std::filesystem::path& path);

// What the header of a .npy file says.
struct NpyHeader {
  std::string type;  // "<f8"
  bool column_major = false;
  Shape shape;
  std::size_t data_offset = 0;  // bytes from the start of the file
};

// Parses the start of a .npy file; `bytes` must hold the whole header. Throws UserError.
NpyHeader parse_npy_header(std::string_view bytes, const std::string& name);

}  // namespace streambed
