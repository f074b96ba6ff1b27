#include "policies/engine/torch_engine.h"

#include <torch/torch.h>

#include "policies/network/conditional_unet.h"
#include "policies/network/network.h"

namespace streambed {
namespace {

torch::Tensor row(std::span<const float> values) {
  return torch::from_blob(const_cast<float*>(values.data()),
                          {1, static_cast<std::int64_t>(values.size())}, torch::kFloat32);
}

// Torch's limit is per thread; one row of work is never worth a second thread.
void use_one_thread() {
  if (torch::get_num_threads() != 1) torch::set_num_threads(1);
}

// A conditioned network whose call returns a tensor [1, output].
class TorchConditioned : public Conditioned {
 public:
  void evaluate(std::span<const float> x, float t) final {
    torch::InferenceMode guard;
    output_ = call(row(x), t).contiguous();
  }
  std::span<const float> output() const final {
    return {output_.data_ptr<float>(), static_cast<std::size_t>(output_.numel())};
  }
  void set_output(const torch::Tensor& output) { output_ = output; }

 private:
  virtual torch::Tensor call(const torch::Tensor& x, float t) = 0;
  torch::Tensor output_;
};

// What all modes share.
class TorchEngine : public Engine {
 public:
  TorchEngine(std::unique_ptr<const Network> network, const char* name)
      : network_(std::move(network)) {
    info_.name = name;
    const WeightsRead read = weights_read(network_->shape());
    info_.bytes_per_call = 4 * read.per_call;
    info_.bytes_per_plan = 4 * read.per_plan;
  }
  const EngineInfo& info() const final { return info_; }

 protected:
  std::unique_ptr<const Network> network_;
  EngineInfo info_;
};

// FiLM's time part for the flow times that a sampler visits.
struct TimeTable {
  std::vector<float> times;
  std::vector<torch::Tensor> films;
};

class SplitConditioned final : public TorchConditioned {
 public:
  SplitConditioned(const Network& network, const TimeTable& table, torch::Tensor film)
      : network_(network), table_(table), film_(std::move(film)) {}

  // FiLM of both parts at flow time t.
  torch::Tensor film(float t) const {
    for (std::size_t i = 0; i < table_.times.size(); ++i) {
      if (table_.times[i] == t) return film_ + table_.films[i];
    }
    return film_ + network_.time_film(torch::full({1}, t));
  }

 private:
  torch::Tensor call(const torch::Tensor& x, float t) override { return network_.body(x, film(t)); }

  const Network& network_;
  const TimeTable& table_;
  torch::Tensor film_;
};

class SplitEngine final : public TorchEngine {
 public:
  SplitEngine(std::unique_ptr<const Network> network, std::vector<float> flow_times)
      : TorchEngine(std::move(network), "torch, parts of the condition computed once") {
    torch::InferenceMode guard;
    table_.times = std::move(flow_times);
    for (const float t : table_.times) {
      table_.films.push_back(network_->time_film(torch::full({1}, t)));
    }
  }

  std::unique_ptr<Conditioned> condition(std::span<const float> condition) const override {
    use_one_thread();
    torch::InferenceMode guard;
    return std::make_unique<SplitConditioned>(*network_, table_,
                                              network_->observation_film(row(condition)));
  }

  void condition_batch(std::span<const float> conditions,
                       std::span<Answer<std::unique_ptr<Conditioned>>> out) const override {
    if (out.empty()) return;
    use_one_thread();
    torch::InferenceMode guard;
    const auto rows = static_cast<std::int64_t>(out.size());
    const auto films = network_->observation_film(row(conditions).view({rows, -1}));
    for (std::int64_t i = 0; i < rows; ++i) {
      out[static_cast<std::size_t>(i)].value =
          std::make_unique<SplitConditioned>(*network_, table_, films.narrow(0, i, 1));
    }
  }

  void evaluate_batch(std::span<const NetworkCall> calls,
                      std::span<std::exception_ptr>) const override {
    if (calls.empty()) return;
    torch::InferenceMode guard;
    std::vector<torch::Tensor> x, film;
    for (const NetworkCall& call : calls) {
      x.push_back(row(call.x));
      film.push_back(static_cast<SplitConditioned&>(*call.network).film(call.t));
    }
    const auto output = network_->body(torch::cat(x), torch::cat(film)).contiguous();
    for (std::size_t i = 0; i < calls.size(); ++i) {
      static_cast<TorchConditioned&>(*calls[i].network)
          .set_output(output.narrow(0, static_cast<std::int64_t>(i), 1));
    }
  }

 private:
  TimeTable table_;
};

// Everything anew in every call.
class WholeConditioned final : public TorchConditioned {
 public:
  WholeConditioned(const Network& network, std::span<const float> condition)
      : network_(network), condition_(row(condition).clone()) {}

 private:
  torch::Tensor call(const torch::Tensor& x, float t) override {
    return network_.forward(x, torch::full({1}, t), condition_);
  }

  const Network& network_;
  torch::Tensor condition_;
};

class WholeEngine final : public TorchEngine {
 public:
  explicit WholeEngine(std::unique_ptr<const Network> network)
      : TorchEngine(std::move(network), "torch eager") {
    info_.bytes_per_call += info_.bytes_per_plan;
    info_.bytes_per_plan = 0;
  }

  std::unique_ptr<Conditioned> condition(std::span<const float> condition) const override {
    use_one_thread();
    torch::InferenceMode guard;
    return std::make_unique<WholeConditioned>(*network_, condition);
  }
};

}  // namespace

std::unique_ptr<Engine> make_torch_engine(const NetworkShape& shape,
                                          const std::map<std::string, TensorValue>& tensors,
                                          std::vector<float> flow_times, TorchEvaluation mode) {
  std::unique_ptr<Network> network = make_network(shape);
  network->load(tensors);
  if (auto* const unet = dynamic_cast<ConditionalUnet*>(network.get());
      unet != nullptr && mode == TorchEvaluation::kEager) {
    unet->use_convolutions();
  }
  if (mode == TorchEvaluation::kSplit) {
    network->freeze();
    return std::make_unique<SplitEngine>(std::move(network), std::move(flow_times));
  }
  return std::make_unique<WholeEngine>(std::move(network));
}

}  // namespace streambed
