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

// A member of all calls, one row each.
torch::Tensor rows(std::span<const NetworkCall> calls,
                   std::span<const float> NetworkCall::*member) {
  std::vector<torch::Tensor> out;
  for (const NetworkCall& call : calls) out.push_back(row(call.*member));
  return torch::cat(out);
}

// Row i of `from` becomes the result of call i.
void copy_results(const torch::Tensor& from, std::span<const NetworkCall> calls) {
  const auto values = from.contiguous();
  const float* next = values.data_ptr<float>();
  for (const NetworkCall& call : calls) {
    std::copy_n(next, call.result.size(), call.result.begin());
    next += values.size(1);
  }
}

// A conditioned network whose call returns a tensor [1, output].
class TorchConditioned : public Conditioned {
 public:
  void evaluate(std::span<const float> x, float t, std::span<float> output) final {
    torch::InferenceMode guard;
    const auto values = call(row(x), t).contiguous();
    std::copy_n(values.data_ptr<float>(), output.size(), output.begin());
  }

 private:
  virtual torch::Tensor call(const torch::Tensor& x, float t) = 0;
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

  // Only x is a variable: no gradient of a weight is computed, and none is kept. LibTorch runs such
  // a backward pass in the calling thread.
  bool pulls_back() const final { return true; }
  void pullback(std::span<const NetworkCall> calls, std::span<std::exception_ptr>) const final {
    if (calls.empty()) return;
    use_one_thread();
    const torch::AutoGradMode guard(true);
    const auto x = rows(calls, &NetworkCall::x).set_requires_grad(true);
    const auto cotangents = rows(calls, &NetworkCall::cotangent);
    copy_results(torch::autograd::grad({output(calls, x)}, {x}, {cotangents})[0], calls);
  }

 protected:
  // The network's output [calls, output] at inputs x [calls, input].
  virtual torch::Tensor output(std::span<const NetworkCall> calls,
                               const torch::Tensor& x) const = 0;

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
    copy_results(output(calls, rows(calls, &NetworkCall::x)), calls);
  }

 private:
  torch::Tensor output(std::span<const NetworkCall> calls, const torch::Tensor& x) const override {
    return network_->body(x, films(calls));
  }
  // They do not depend on x.
  static torch::Tensor films(std::span<const NetworkCall> calls) {
    torch::NoGradGuard no_grad;
    std::vector<torch::Tensor> out;
    for (const NetworkCall& call : calls) {
      out.push_back(static_cast<SplitConditioned&>(*call.network).film(call.t));
    }
    return torch::cat(out);
  }

  TimeTable table_;
};

// Everything anew in every call.
class WholeConditioned final : public TorchConditioned {
 public:
  WholeConditioned(const Network& network, std::span<const float> condition)
      : network_(network), condition_(row(condition).clone()) {}

  const torch::Tensor& condition() const { return condition_; }

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

 private:
  torch::Tensor output(std::span<const NetworkCall> calls, const torch::Tensor& x) const override {
    std::vector<float> times;
    std::vector<torch::Tensor> conditions;
    for (const NetworkCall& call : calls) {
      times.push_back(call.t);
      conditions.push_back(static_cast<WholeConditioned&>(*call.network).condition());
    }
    return network_->forward(x, torch::tensor(times), torch::cat(conditions));
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
