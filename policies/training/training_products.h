#pragma once
// The matrix products of a training step: the least that it must compute, and so the limit in the
// bench. This header needs no LibTorch.

#include <cstdint>
#include <filesystem>
#include <functional>

namespace streambed {

// The matrix products of one training step of the network in a checkpoint, forward and backward,
// through the BLAS that training uses, with float32 factors. Operands are made here; each call of
// the result multiplies them all once, on the calling thread and threads - 1 others. Throws
// UserError for a file that is no checkpoint.
std::function<void()> training_products(const std::filesystem::path& checkpoint, std::int64_t batch,
                                        int threads);

}  // namespace streambed
