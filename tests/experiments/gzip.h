#pragma once
// Packs text as gzip does.

#include <zlib.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace streambed {

inline void write_gzip(const std::filesystem::path& path, const std::string& text) {
  gzFile file = gzopen(path.c_str(), "wb");
  if (!file) throw std::runtime_error("no gzip file");
  const bool whole = gzwrite(file, text.data(), static_cast<unsigned>(text.size())) ==
                     static_cast<int>(text.size());
  if (gzclose(file) != Z_OK || !whole) throw std::runtime_error("the gzip file is not whole");
}

}  // namespace streambed
