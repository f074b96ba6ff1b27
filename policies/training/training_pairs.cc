#include "policies/training/training_pairs.h"

#include "policies/training/batch_average.h"

namespace streambed {
namespace {

// Row i of what was made.
std::span<float> row_of(const torch::Tensor& made, std::int64_t i) {
  const std::int64_t width = made.size(1);
  return {made.data_ptr<float>() + i * width, static_cast<std::size_t>(width)};
}

}  // namespace

TrainingPairs::TrainingPairs(const Method& method, const MethodShape& shape, const Windows& windows,
                             const TrainingOptions& options, std::int64_t steps, std::int64_t batch,
                             torch::Device device)
    : method_(method), shape_(shape), windows_(windows), options_(options), batch_(batch) {
  const std::int64_t pairs = steps * batch, width = method.network_width(shape);
  const auto& conditions = windows.conditions;
  made_.x = torch::empty({pairs, method.network_input(shape)});
  made_.target = torch::empty({pairs, width});
  made_.weight = torch::empty({pairs, width});
  made_.t = torch::empty({pairs});
  made_.row = torch::empty({pairs}, torch::kInt64);
  if (options.observation_noise > 0) made_.noise = torch::empty({pairs, conditions.cols()});

  const auto on_device = [&](const torch::Tensor& made) {
    if (!made.defined()) return made;
    std::vector<std::int64_t> size = made.sizes().vec();
    size[0] = batch;
    size.insert(size.begin(), steps);
    return torch::empty(size, made.options().device(device));
  };
  drawn_ = {on_device(made_.x), on_device(made_.target), on_device(made_.weight),
            on_device(made_.t), on_device(made_.row),    on_device(made_.noise)};
  all_conditions_ = torch::from_blob(const_cast<float*>(conditions.data()),
                                     {conditions.rows(), conditions.cols()})
                        .to(device);
}

void TrainingPairs::draw(const Rng& rng, std::int64_t first, std::int64_t count,
                         const Network* average) {
  made_.weight.fill_(1);
  for (std::int64_t step = 0; step < count; ++step) {
    const Rng of_step = rng.fork(first + step);
    for (std::int64_t i = 0; i < batch_; ++i) make_pair(step * batch_ + i, of_step.fork(i));
    if (average != nullptr) finish_pairs(step, *average);
  }
  const auto bring = [&](const torch::Tensor& made, const torch::Tensor& drawn) {
    if (!made.defined()) return;
    drawn.narrow(0, 0, count)
        .copy_(made.narrow(0, 0, count * batch_).view_as(drawn.narrow(0, 0, count)));
  };
  bring(made_.x, drawn_.x);
  bring(made_.target, drawn_.target);
  bring(made_.weight, drawn_.weight);
  bring(made_.t, drawn_.t);
  bring(made_.row, drawn_.row);
  bring(made_.noise, drawn_.noise);
}

// Pair i of those that are being made.
void TrainingPairs::make_pair(std::int64_t i, Rng rng) {
  const auto count = static_cast<std::uint64_t>(windows_.actions.rows());
  const auto row = static_cast<Eigen::Index>(rng.below(count));
  made_.row.data_ptr<std::int64_t>()[i] = row;
  const auto columns = static_cast<std::size_t>(windows_.actions.cols());
  const ActionWindow window{{windows_.actions.row(row).data(), columns},
                            windows_.lead,
                            windows_.action_size,
                            windows_.known[static_cast<std::size_t>(row)]};
  TrainingPair made = pair(i);
  method_.make_pair(window, shape_, rng, made);
  made_.t.data_ptr<float>()[i] = made.t;
  if (options_.observation_noise == 0) return;
  const std::span<float> noise = row_of(made_.noise, i);
  rng.fill_normal(noise);
  for (const int entry : windows_.condition_switches) noise[static_cast<std::size_t>(entry)] = 0;
}

// The pairs of one step, whose targets depend on the network as it is before that step.
void TrainingPairs::finish_pairs(std::int64_t step, const Network& average) {
  std::vector<TrainingPair> pairs;
  for (std::int64_t i = 0; i < batch_; ++i) {
    pairs.push_back(pair(step * batch_ + i));
    pairs.back().t = made_.t.data_ptr<float>()[step * batch_ + i];
  }
  const auto rows = made_.row.narrow(0, step * batch_, batch_);
  method_.finish_pairs(pairs, shape_, BatchAverage(average, all_conditions_, rows));
  for (std::int64_t i = 0; i < batch_; ++i) {
    made_.t.data_ptr<float>()[step * batch_ + i] = pairs[static_cast<std::size_t>(i)].t;
  }
}

// Where pair i is made.
TrainingPair TrainingPairs::pair(std::int64_t i) {
  return {row_of(made_.x, i), row_of(made_.target, i), row_of(made_.weight, i)};
}

namespace {

torch::Tensor batch_of(const torch::Tensor& drawn, const torch::Tensor& index) {
  return drawn.index_select(0, index).squeeze(0);
}

}  // namespace

torch::Tensor TrainingPairs::loss(const Network& network, const torch::Tensor& index) const {
  const auto predicted =
      network.forward(batch_of(drawn_.x, index), batch_of(drawn_.t, index), conditions(index));
  const auto error = predicted - batch_of(drawn_.target, index);
  const auto weight = batch_of(drawn_.weight, index);
  return (error * error * weight).sum() / weight.sum().clamp_min(1);
}

// Where the options say so, observations are a little blurred, so that the network does not rely on
// their last digits.
torch::Tensor TrainingPairs::conditions(const torch::Tensor& index) const {
  auto out = all_conditions_.index_select(0, batch_of(drawn_.row, index));
  if (options_.observation_noise > 0) {
    out.add_(batch_of(drawn_.noise, index), options_.observation_noise);
  }
  return out;
}

}  // namespace streambed
