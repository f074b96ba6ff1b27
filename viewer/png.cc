#include "viewer/png.h"

#include <stb/stb_image_write.h>

#include "sim/error.h"
#include "sim/files.h"

namespace streambed {

void write_png(const std::filesystem::path& path, const Image& image) {
  write_atomically(path, [&](const std::filesystem::path& file) {
    const int written = stbi_write_png(file.c_str(), image.width, image.height, 3,
                                       image.pixels.data(), 3 * image.width);
    if (written == 0) {
      throw UserError("cannot write " + path.string() + "; give a file in a folder you may write");
    }
  });
}

}  // namespace streambed
