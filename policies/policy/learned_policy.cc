#include "policies/policy/learned_policy.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>

#include "policies/engine/engine.h"
#include "policies/engine/fused_engine.h"
#include "policies/policy/torch_module.h"

namespace streambed {
namespace {

Isa isa_named(const std::string& name) {
  if (name == "v2") return Isa::kV2;
  if (name == "v3") return Isa::kV3;
  return name == "v4" ? Isa::kV4 : Isa::kAuto;
}

// `remark` is set when the engine is another one than was asked for.
std::unique_ptr<const Engine> make_engine(const Params& params, const NetworkShape& network,
                                          const Checkpoint& checkpoint, std::vector<float> times,
                                          std::string& remark) {
  const std::string& name = params.text("engine");
  if (name == "fused") {
    try {
      return make_fused_engine(network, checkpoint.tensors, times,
                               {.isa = isa_named(params.text("isa")),
                                .half_weights = params.text("weights") == "float16"});
    } catch (const UnknownNetwork& why) {
      remark = std::string("the fused engine does not know this network (") + why.what() +
               "); LibTorch runs it";
    }
  }
  const TorchEvaluation mode = name == "eager" ? TorchEvaluation::kEager : TorchEvaluation::kSplit;
  return torch_module().make_torch_engine(network, checkpoint.tensors, std::move(times), mode);
}

// The network and the sampler of one plan.
class LearnedStream final : public ActionStream {
 public:
  LearnedStream(const Normaliser& normaliser, std::unique_ptr<Conditioned> network,
                std::unique_ptr<Sampler> sampler)
      : normaliser_(normaliser), network_(std::move(network)), sampler_(std::move(sampler)) {}

  std::optional<Action> next(std::stop_token stop) override {
    while (const auto call = sampler_->wants()) {
      if (stop.stop_requested()) return std::nullopt;
      network_->evaluate(call->x, call->t);
      take();
    }
    return emit();
  }

  // The pieces of next(), for calls that are made together.
  std::optional<NetworkCall> wants() {
    const auto call = sampler_->wants();
    if (!call) return std::nullopt;
    return NetworkCall{network_.get(), call->x, call->t};
  }
  void take() {
    ++calls_;
    sampler_->take(network_->output());
  }
  std::optional<Action> emit() {
    const auto action = sampler_->emit();
    if (action.empty()) return std::nullopt;
    return normaliser_.decode_action(action.data());
  }

  int network_calls() const override { return calls_; }
  std::vector<Eigen::MatrixXf> trace() const override {
    std::vector<Eigen::MatrixXf> trace = sampler_->trace();
    std::vector<float> units;
    for (Eigen::MatrixXf& step : trace) {
      for (Eigen::Index row = 0; row < step.rows(); ++row) {
        units.assign(step.row(row).begin(), step.row(row).end());
        step.row(row) = normaliser_.decode_action(units.data()).cast<float>().transpose();
      }
    }
    return trace;
  }

 private:
  const Normaliser& normaliser_;
  std::unique_ptr<Conditioned> network_;
  std::unique_ptr<Sampler> sampler_;
  int calls_ = 0;
};

class LearnedPolicy final : public Policy {
 public:
  LearnedPolicy(PolicyInfo info, std::unique_ptr<const Method> method, const MethodShape& shape,
                const Normaliser& normaliser, std::unique_ptr<const Engine> engine,
                std::vector<int> position_indices)
      : method_(std::move(method)),
        normaliser_(normaliser),
        shape_(shape),
        engine_(std::move(engine)),
        position_indices_(std::move(position_indices)),
        condition_size_(static_cast<std::size_t>(condition_size(shape.horizons, normaliser))),
        info_(std::move(info)) {}

  const PolicyInfo& info() const override { return info_; }
  std::unique_ptr<Memory> start() const override { return method_->start(); }

  StreamPtr plan(const PlanRequest& request, Memory* memory) const override {
    return stream(conditioned(request.history, request.last_executed), request, memory);
  }

  void plan_batch(std::span<const PlanRequest> requests, std::span<Memory* const> memories,
                  std::span<Answer<StreamPtr>> out) const override {
    // The network sees those whose observations can be encoded, one row each.
    std::vector<float> conditions(requests.size() * condition_size_);
    std::vector<std::size_t> owners;
    owners.reserve(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
      out[i].error = error_of([&] {
        encode(requests[i].history, requests[i].last_executed,
               conditions.data() + owners.size() * condition_size_);
        owners.push_back(i);
      });
    }
    if (owners.empty()) return;
    conditions.resize(owners.size() * condition_size_);
    std::vector<Answer<std::unique_ptr<Conditioned>>> networks(owners.size());
    const std::exception_ptr whole =
        error_of([&] { engine_->condition_batch(conditions, networks); });

    // Each stream begins with what its row came to.
    for (std::size_t row = 0; row < owners.size(); ++row) {
      const std::size_t i = owners[row];
      out[i].error = whole ? whole : networks[row].error;
      if (out[i].error) continue;
      out[i].error = error_of(
          [&] { out[i].value = stream(std::move(networks[row].value), requests[i], memories[i]); });
    }
  }

  void next_batch(std::span<ActionStream* const> streams, std::stop_token stop,
                  std::span<Answer<std::optional<Action>>> out) const override {
    // They are all our own.
    const auto own = [&](std::size_t i) { return static_cast<LearnedStream*>(streams[i]); };
    std::vector<std::size_t> unanswered(streams.size()), callers;
    std::iota(unanswered.begin(), unanswered.end(), std::size_t{0});
    std::vector<NetworkCall> calls;
    std::vector<std::exception_ptr> errors;
    callers.reserve(streams.size());
    calls.reserve(streams.size());
    for (;;) {
      // Streams that want no further call hand out their action, the others' calls are collected.
      callers.clear();
      calls.clear();
      for (const std::size_t i : unanswered) {
        out[i].error = error_of([&] {
          if (const auto call = own(i)->wants()) {
            calls.push_back(*call);
            callers.push_back(i);
          } else {
            out[i].value = own(i)->emit();
          }
        });
      }
      if (calls.empty() || stop.stop_requested()) return;

      // The calls are made together; who gets no output has its answer, an error.
      errors.assign(calls.size(), nullptr);
      const std::exception_ptr whole = error_of([&] { engine_->evaluate_batch(calls, errors); });
      unanswered.clear();
      for (std::size_t c = 0; c < callers.size(); ++c) {
        std::exception_ptr& error = out[callers[c]].error;
        error = whole ? whole : errors[c];
        if (!error) error = error_of([&] { own(callers[c])->take(); });
        if (!error) unanswered.push_back(callers[c]);
      }
    }
  }

  std::optional<Action> velocity(const Action& action, double t,
                                 std::span<const Observation> history) const override {
    if (!method_->has_velocity()) return std::nullopt;
    std::vector<float> x(static_cast<std::size_t>(shape_.action_size));
    normaliser_.encode_action(action, x.data());
    const auto network = conditioned(history, action);
    network->evaluate(x, static_cast<float>(t));
    return normaliser_.decode_velocity(network->output().data());
  }

 private:
  std::unique_ptr<Conditioned> conditioned(std::span<const Observation> history,
                                           const Action& previous) const {
    std::vector<float> condition(condition_size_);
    encode(history, previous, condition.data());
    return engine_->condition(condition);
  }
  // Into condition_size_ floats. Throws when the history is not what the network was trained on.
  void encode(std::span<const Observation> history, const Action& previous, float* out) const {
    const auto expected = static_cast<std::size_t>(shape_.horizons.observation);
    const Eigen::Index state_size = normaliser_.state_size();
    const bool fits =
        history.size() == expected && std::ranges::all_of(history, [&](const Observation& one) {
          return one.state.size() == state_size;
        });
    if (!fits) {
      throw std::invalid_argument("the network needs " + std::to_string(expected) +
                                  " observations of " + std::to_string(state_size) +
                                  " numbers, but was given others");
    }
    encode_condition(history, previous, shape_.horizons, normaliser_, out);
  }
  StreamPtr stream(std::unique_ptr<Conditioned> network, const PlanRequest& request,
                   Memory* memory) const {
    PlanStart start{request, normaliser_, shape_, {}};
    std::array<float, kMaxActionSize> measured;
    if (method_->needs_measured()) {
      const StateVector& state = request.history.back().state;
      Action position(static_cast<Eigen::Index>(position_indices_.size()));
      for (Eigen::Index i = 0; i < position.size(); ++i) {
        position[i] = state[position_indices_[static_cast<std::size_t>(i)]];
      }
      normaliser_.encode_action(position, measured.data());
      start.measured = std::span(measured).first(position_indices_.size());
    }
    return std::make_unique<LearnedStream>(normaliser_, std::move(network),
                                           method_->plan(start, memory));
  }

  std::unique_ptr<const Method> method_;
  Normaliser normaliser_;
  MethodShape shape_;
  std::unique_ptr<const Engine> engine_;
  std::vector<int> position_indices_;
  std::size_t condition_size_ = 0;
  PolicyInfo info_;
};

}  // namespace

std::vector<Key> engine_keys() {
  return {Key::choice("engine", {"fused", "torch", "eager"},
                      "what runs the network: our kernels; LibTorch with the condition's parts "
                      "computed once; LibTorch with the whole network in every call"),
          Key::choice("isa", {"auto", "v2", "v3", "v4"},
                      "x86-64 level of the fused kernels; auto: the widest that this CPU has"),
          Key::choice("weights", {"float32", "float16"},
                      "what the fused kernels read; a checkpoint's weights are 16-bit already")};
}

std::unique_ptr<const Policy> make_learned_policy(const Params& params, PolicyInfo info,
                                                  std::unique_ptr<const Method> method,
                                                  const MethodShape& shape,
                                                  const NetworkShape& network,
                                                  const Checkpoint& checkpoint,
                                                  std::vector<int> position_indices) {
  std::string remark;
  auto engine = make_engine(params, network, checkpoint, method->flow_times(shape), remark);
  if (!remark.empty()) info.remarks.push_back(std::move(remark));
  return make_engine_policy(std::move(info), std::move(method), shape, checkpoint.normaliser,
                            std::move(engine), std::move(position_indices));
}

std::unique_ptr<const Policy> make_engine_policy(PolicyInfo info,
                                                 std::unique_ptr<const Method> method,
                                                 const MethodShape& shape,
                                                 const Normaliser& normaliser,
                                                 std::unique_ptr<const Engine> engine,
                                                 std::vector<int> position_indices) {
  const EngineInfo& made = engine->info();
  info.engine = made.name;
  info.weight_bytes_per_call = made.bytes_per_call;
  info.weight_bytes_per_plan = made.bytes_per_plan;
  info.remarks.insert(info.remarks.end(), made.remarks.begin(), made.remarks.end());
  return std::make_unique<LearnedPolicy>(std::move(info), std::move(method), shape, normaliser,
                                         std::move(engine), std::move(position_indices));
}

}  // namespace streambed
