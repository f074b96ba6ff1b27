#pragma once
// zarr version 2 directories, the format of diffusion policy's replay buffers
// (https://zarr-specs.readthedocs.io, "Zarr storage specification version 2"): row-major arrays in
// chunk files that are plain or compressed by blosc; no filters.

#include <filesystem>
#include <map>
#include <memory>

#include "experiments/demonstrations/array_file.h"
#include "sim/data/row_source.h"

namespace streambed {

// Opens a zarr group; names are "data/state", "meta/episode_ends" ... (two levels at most). Chunk
// files are read by read(); a size that a header claims is checked before memory is taken. A
// missing chunk means the fill value, as the format says, except below `strict` names, where it is
// an error: half a copied dataset must not turn into zeros.
std::unique_ptr<ArrayFile> open_zarr(const std::filesystem::path& directory,
                                     std::vector<std::string> strict);

// Writes a group: each array in its own type, those in `integers` as "<i8". Chunks of about 64 KiB,
// or of one row where rows are larger, along the first dimension, blosc with zstd; one chunk at a
// time is read from its source. `attributes` is JSON text for the root's .zattrs. Atomic: a folder
// beside `directory` is renamed at the end. Throws when `directory` exists.
void write_zarr(const std::filesystem::path& directory,
                const std::map<std::string, RowSource>& arrays,
                const std::vector<std::string>& integers, const std::string& attributes);

}  // namespace streambed
