#include "viewer/render/png.h"

#include <png.h>

#include "sim/base/error.h"
#include "sim/base/files.h"

namespace streambed {

void write_png(const std::filesystem::path& path, const Image& image) {
  write_atomically(path, [&](const std::filesystem::path& file) {
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    header.width = static_cast<png_uint_32>(image.width);
    header.height = static_cast<png_uint_32>(image.height);
    header.format = PNG_FORMAT_RGB;
    // Rows are stored from the top, without gaps.
    if (png_image_write_to_file(&header, file.c_str(), 0, image.pixels.data(), 0, nullptr) == 0) {
      throw UserError(path.string() + " cannot be written (" + header.message +
                      "); give a file in a folder you may write, on a disk with room");
    }
  });
}

}  // namespace streambed
