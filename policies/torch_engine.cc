#include "policies/torch_engine.h"

#include "policies/film_mlp.h"

namespace streambed {
namespace {

using Network = std::shared_ptr<const FilmMlp>;

torch::Tensor row(std::span<const float> values) {
  return torch::from_blob(const_cast<float*>(values.data()),
                          {1, static_cast<std::int64_t>(values.size())}, torch::kFloat32);
}

// The FiLM part of time for the flow times that a sampler visits.
struct TimeTable {
  std::vector<float> times;
  std::vector<torch::Tensor> films;
};

class TorchConditioned final : public Conditioned {
 public:
  TorchConditioned(Network network, const TimeTable& table, std::span<const float> condition)
      : network_(std::move(network)), table_(table) {
    torch::InferenceMode guard;
    film_ = network_->observation_film(row(condition));
  }

 private:
  void forward(std::span<const float> x, float t, std::span<float> out) override {
    torch::InferenceMode guard;
    const auto result = network_->body(row(x), film_ + time_film(t));
    const auto* begin = result.data_ptr<float>();
    std::copy(begin, begin + out.size(), out.begin());
  }

  torch::Tensor time_film(float t) const {
    for (std::size_t i = 0; i < table_.times.size(); ++i) {
      if (table_.times[i] == t) return table_.films[i];
    }
    return network_->time_film(torch::full({1}, t));
  }

  Network network_;
  const TimeTable& table_;
  torch::Tensor film_;
};

class TorchEngine final : public Engine {
 public:
  TorchEngine(Network network, std::vector<float> flow_times) : network_(std::move(network)) {
    torch::InferenceMode guard;
    table_.times = std::move(flow_times);
    for (const float t : table_.times) {
      table_.films.push_back(network_->time_film(torch::full({1}, t)));
    }
  }

  std::unique_ptr<Conditioned> condition(std::span<const float> condition) const override {
    // Torch's limit is per thread; one row of work is never worth a second thread.
    if (torch::get_num_threads() != 1) torch::set_num_threads(1);
    return std::make_unique<TorchConditioned>(network_, table_, condition);
  }

 private:
  Network network_;
  TimeTable table_;
};

}  // namespace

std::unique_ptr<Engine> make_torch_engine(const NetworkShape& shape,
                                          const std::map<std::string, TensorValue>& tensors,
                                          std::vector<float> flow_times) {
  auto network = std::make_shared<FilmMlp>(shape);
  network->load(tensors);
  return std::make_unique<TorchEngine>(std::move(network), std::move(flow_times));
}

}  // namespace streambed
