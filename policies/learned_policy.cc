#include "policies/learned_policy.h"

#include <array>

#include "policies/engine.h"
#include "policies/fused_engine.h"
#include "policies/torch_module.h"

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
  const TorchMode mode = name == "eager" ? TorchMode::kEager : TorchMode::kSplit;
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
                  std::span<StreamPtr> out) const override {
    std::vector<float> conditions(requests.size() * condition_size_);
    for (std::size_t i = 0; i < requests.size(); ++i) {
      encode_condition(requests[i].history, requests[i].last_executed, shape_.horizons, normaliser_,
                       conditions.data() + i * condition_size_);
    }
    std::vector<std::unique_ptr<Conditioned>> networks(requests.size());
    engine_->condition_batch(conditions, networks);
    for (std::size_t i = 0; i < requests.size(); ++i) {
      out[i] = stream(std::move(networks[i]), requests[i], memories[i]);
    }
  }

  void next_batch(std::span<ActionStream* const> streams, std::stop_token stop,
                  std::span<std::optional<Action>> out) const override {
    // Every round makes one call for each stream that still wants one; they are all our own.
    std::vector<NetworkCall> calls;
    std::vector<LearnedStream*> callers;
    for (;;) {
      calls.clear();
      callers.clear();
      for (ActionStream* const stream : streams) {
        auto* const own = static_cast<LearnedStream*>(stream);
        if (const auto call = own->wants()) {
          calls.push_back(*call);
          callers.push_back(own);
        }
      }
      if (calls.empty()) break;
      if (stop.stop_requested()) {
        std::fill(out.begin(), out.end(), std::nullopt);
        return;
      }
      engine_->evaluate_batch(calls);
      for (LearnedStream* const caller : callers) caller->take();
    }
    for (std::size_t i = 0; i < streams.size(); ++i) {
      out[i] = static_cast<LearnedStream*>(streams[i])->emit();
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
    encode_condition(history, previous, shape_.horizons, normaliser_, condition.data());
    return engine_->condition(condition);
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
