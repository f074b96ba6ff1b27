#include "policies/training/batch_average.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <stdexcept>

namespace streambed {
namespace {

// Calls that one thread makes together. This is fixed, since the last bits of a matrix product
// depend on how it is divided.
constexpr std::size_t kBlockOfCalls = 64;

// While it lives, LibTorch uses one thread.
struct OneThread {
  int before = torch::get_num_threads();
  OneThread() { torch::set_num_threads(1); }
  ~OneThread() { torch::set_num_threads(before); }
};

// While it lives, a GPU multiplies with all bits, as differences need, instead of those of training
// (training.cc).
struct AllBits {
  AllBits() { at::globalContext().setFloat32MatmulPrecision("highest"); }
  ~AllBits() { at::globalContext().setFloat32MatmulPrecision("high"); }
};

}  // namespace

void BatchAverage::evaluate(std::span<const Call> calls) const {
  const auto pairs = static_cast<std::size_t>(rows_.numel());
  const auto input = static_cast<std::size_t>(network_.shape().input);
  const auto output = static_cast<std::size_t>(network_.shape().output);
  for (const Call& call : calls) {
    if (call.pair >= pairs || call.x.size() != input || call.output.size() != output) {
      throw std::invalid_argument(
          "a call of the averaged network: pair " + std::to_string(call.pair) + " of " +
          std::to_string(pairs) + ", " + std::to_string(call.x.size()) + " of " +
          std::to_string(input) + " inputs, " + std::to_string(call.output.size()) + " of " +
          std::to_string(output) + " outputs");
    }
  }
  if (calls.empty()) return;

  if (!conditions_.device().is_cpu()) {
    const AllBits guard;
    return evaluate_together(calls);
  }
  if (calls.size() <= kBlockOfCalls) {
    const OneThread guard;
    return evaluate_together(calls);
  }
  const std::size_t blocks = (calls.size() + kBlockOfCalls - 1) / kBlockOfCalls;
  at::parallel_for(0, static_cast<std::int64_t>(blocks), 1, [&](std::int64_t b, std::int64_t end) {
    for (; b < end; ++b) {
      const std::size_t first = static_cast<std::size_t>(b) * kBlockOfCalls;
      evaluate_together(calls.subspan(first, std::min(kBlockOfCalls, calls.size() - first)));
    }
  });
}

void BatchAverage::evaluate_together(std::span<const Call> calls) const {
  torch::NoGradGuard no_grad;
  const auto count = static_cast<std::int64_t>(calls.size());
  const auto x = torch::empty({count, network_.shape().input}), t = torch::empty({count});
  const auto row = torch::empty({count}, torch::kInt64);
  for (std::int64_t i = 0; i < count; ++i) {
    const Call& call = calls[static_cast<std::size_t>(i)];
    std::ranges::copy(call.x, x.data_ptr<float>() + i * x.size(1));
    t.data_ptr<float>()[i] = call.t;
    row.data_ptr<std::int64_t>()[i] = rows_.data_ptr<std::int64_t>()[call.pair];
  }
  const auto device = conditions_.device();
  const auto values = network_.forward(x.to(device), t.to(device),
                                       conditions_.index_select(0, row.to(device)))
                          .cpu()
                          .contiguous();
  const float* next = values.data_ptr<float>();
  for (const Call& call : calls) {
    std::copy_n(next, call.output.size(), call.output.begin());
    next += call.output.size();
  }
}

}  // namespace streambed
