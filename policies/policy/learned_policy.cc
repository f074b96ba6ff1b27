#include "policies/policy/learned_policy.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>

#include "policies/engine/fused_engine.h"
#include "policies/policy/call_batch.h"
#include "policies/policy/torch_module.h"
#include "sim/base/error.h"

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
                                          bool needs_pullback, std::string& remark) {
  const std::string& name = params.text("engine");
  if (name == "fused") {
    try {
      auto fused = make_fused_engine(network, checkpoint.tensors, times,
                                     {.isa = isa_named(params.text("isa")),
                                      .half_weights = params.text("weights") == "float16"});
      if (!needs_pullback || fused->pulls_back()) return fused;
      remark =
          "the fused engine cannot pull cotangents back, which this method needs; LibTorch runs "
          "the network";
    } catch (const UnknownNetwork& why) {
      remark = std::string("the fused engine does not know this network (") + why.what() +
               "); LibTorch runs it";
    }
  }
  const TorchEvaluation mode = name == "eager" ? TorchEvaluation::kEager : TorchEvaluation::kSplit;
  return torch_module().make_torch_engine(network, checkpoint.tensors, std::move(times), mode);
}

// The networks and the sampler of one plan.
class LearnedStream final : public ActionStream {
 public:
  LearnedStream(const Normaliser& normaliser, const Engines& engines, SamplerCalls calls,
                std::unique_ptr<Sampler> sampler)
      : normaliser_(normaliser),
        engines_(engines),
        calls_(std::move(calls)),
        sampler_(std::move(sampler)) {}

  std::optional<Action> next(const Now&, std::stop_token stop) override {
    while (wants()) {
      if (stop.stop_requested()) return std::nullopt;
      make_calls();
      take();
    }
    return emit();
  }

  // The pieces of next(), for calls that are made together.
  bool wants() {
    calls_.set(sampler_->wants());
    return !calls_.calls().empty();
  }
  SamplerCalls& calls() { return calls_; }
  void take() {
    call_count_ += static_cast<int>(calls_.calls().size());
    sampler_->take(calls_.results());
  }
  std::optional<Action> emit() {
    const auto action = sampler_->emit();
    if (action.empty()) return std::nullopt;
    return normaliser_.decode_action(action.data());
  }

  std::span<const Action> computed() override {
    const std::span<const float> left = sampler_->computed();
    const auto size = static_cast<std::size_t>(normaliser_.action_size());
    computed_.clear();
    for (std::size_t at = 0; at < left.size(); at += size) {
      computed_.push_back(normaliser_.decode_action(left.data() + at));
    }
    return computed_;
  }
  int network_calls() const override { return call_count_; }
  std::vector<Eigen::MatrixXf> trace() const override {
    std::vector<Eigen::MatrixXf> trace = sampler_->trace();
    std::vector<float> units;
    for (Eigen::MatrixXf& step : trace) {
      Eigen::MatrixXf actions(step.rows(), normaliser_.action_size());
      for (Eigen::Index row = 0; row < step.rows(); ++row) {
        units.assign(step.row(row).begin(), step.row(row).end());
        actions.row(row) = normaliser_.decode_action(units.data()).cast<float>().transpose();
      }
      step = std::move(actions);
    }
    return trace;
  }

 private:
  void make_calls() {
    // Nearly all methods evaluate once at a time, for which an engine has a way of its own.
    if (calls_.calls().size() == 1 && calls_.calls()[0].cotangent.empty()) {
      const NetworkCall call = calls_.at(0);
      return call.network->evaluate(call.x, call.t, call.result);
    }
    CallBatch batch;
    batch.add(calls_, 0);
    std::exception_ptr error;
    batch.make(engines_, {&error, 1});
    if (error) std::rethrow_exception(error);
  }

  const Normaliser& normaliser_;
  const Engines& engines_;
  SamplerCalls calls_;
  std::unique_ptr<Sampler> sampler_;
  std::vector<Action> computed_;
  int call_count_ = 0;
};

class LearnedPolicy final : public Policy {
 public:
  LearnedPolicy(PolicyInfo info, std::unique_ptr<const Method> method, const MethodShape& shape,
                const Normaliser& normaliser, Engines engines, std::vector<int> measured_entries)
      : method_(std::move(method)),
        normaliser_(normaliser),
        shape_(shape),
        engines_(std::move(engines)),
        measured_entries_(std::move(measured_entries)),
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
    std::vector<Networks> networks(owners.size());
    std::vector<Answer<std::unique_ptr<Conditioned>>> answers;
    for (std::size_t n = 0; n < engines_.size() && engines_[n]; ++n) {
      answers.clear();
      answers.resize(owners.size());
      const std::exception_ptr whole =
          error_of([&] { engines_[n]->condition_batch(conditions, answers); });
      for (std::size_t row = 0; row < owners.size(); ++row) {
        std::exception_ptr& error = out[owners[row]].error;
        if (!error) error = whole ? whole : answers[row].error;
        networks[row][n] = std::move(answers[row].value);
      }
    }

    // Each stream begins with what its row came to.
    for (std::size_t row = 0; row < owners.size(); ++row) {
      const std::size_t i = owners[row];
      if (out[i].error) continue;
      out[i].error = error_of(
          [&] { out[i].value = stream(std::move(networks[row]), requests[i], memories[i]); });
    }
  }

  void next_batch(std::span<ActionStream* const> streams, std::span<const Now>,
                  std::stop_token stop,
                  std::span<Answer<std::optional<Action>>> out) const override {
    // They are all our own.
    const auto own = [&](std::size_t i) { return static_cast<LearnedStream*>(streams[i]); };
    std::vector<std::size_t> unanswered(streams.size()), callers;
    std::iota(unanswered.begin(), unanswered.end(), std::size_t{0});
    CallBatch batch;
    std::vector<std::exception_ptr> errors;
    callers.reserve(streams.size());
    for (;;) {
      // Streams that want no further call hand out their action, the others' calls are collected.
      callers.clear();
      batch.clear();
      for (const std::size_t i : unanswered) {
        out[i].error = error_of([&] {
          if (own(i)->wants()) {
            batch.add(own(i)->calls(), callers.size());
            callers.push_back(i);
          } else {
            out[i].value = own(i)->emit();
          }
        });
      }
      if (callers.empty() || stop.stop_requested()) return;

      // The calls are made together; who gets no results has its answer, an error.
      errors.assign(callers.size(), nullptr);
      batch.make(engines_, errors);
      unanswered.clear();
      for (std::size_t c = 0; c < callers.size(); ++c) {
        std::exception_ptr& error = out[callers[c]].error;
        error = errors[c] ? errors[c] : error_of([&] { own(callers[c])->take(); });
        if (!error) unanswered.push_back(callers[c]);
      }
    }
  }

  std::optional<Action> velocity(const Action& action, double t,
                                 std::span<const Observation> history) const override {
    if (!method_->has_velocity()) return std::nullopt;
    std::vector<float> x(static_cast<std::size_t>(shape_.action_size)), velocity(x.size());
    normaliser_.encode_action(action, x.data());
    conditioned(history, action)[0]->evaluate(x, static_cast<float>(t), velocity);
    return normaliser_.decode_velocity(velocity.data(), action);
  }

 private:
  Networks conditioned(std::span<const Observation> history, const Action& previous) const {
    std::vector<float> condition(condition_size_);
    encode(history, previous, condition.data());
    Networks out;
    for (std::size_t n = 0; n < engines_.size() && engines_[n]; ++n) {
      out[n] = engines_[n]->condition(condition);
    }
    return out;
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
  StreamPtr stream(Networks networks, const PlanRequest& request, Memory* memory) const {
    PlanStart start{request, normaliser_, shape_, {}};
    std::array<float, kMaxActionSize> measured;
    if (method_->needs_measured()) {
      const StateVector& state = request.history.back().state;
      Action position(static_cast<Eigen::Index>(measured_entries_.size()));
      for (Eigen::Index i = 0; i < position.size(); ++i) {
        position[i] = state[measured_entries_[static_cast<std::size_t>(i)]];
      }
      normaliser_.encode_action(position, measured.data());
      start.measured = std::span(measured).first(static_cast<std::size_t>(shape_.action_size));
    }
    // Forking leaves the plan's own numbers as they are.
    for (std::size_t n = 0; n < networks.size() && networks[n]; ++n) {
      networks[n]->draw_from(request.rng.fork("network").fork(static_cast<std::int64_t>(n)));
    }
    return std::make_unique<LearnedStream>(
        normaliser_, engines_,
        SamplerCalls(std::move(networks), method_->network_input(shape_),
                     method_->network_width(shape_)),
        method_->plan(start, memory));
  }

  std::unique_ptr<const Method> method_;
  Normaliser normaliser_;
  MethodShape shape_;
  Engines engines_;
  std::vector<int> measured_entries_;
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
                                                  std::vector<int> measured_entries,
                                                  const Checkpoint* second) {
  std::string remark;
  const auto engine_of = [&](const Checkpoint& weights) {
    return make_engine(params, network, weights, method->flow_times(shape),
                       method->needs_pullback(), remark);
  };
  auto engine = engine_of(checkpoint);
  auto second_engine = second == nullptr ? nullptr : engine_of(*second);
  if (!remark.empty()) info.remarks.push_back(std::move(remark));
  return make_engine_policy(std::move(info), std::move(method), shape, checkpoint.normaliser,
                            std::move(engine), std::move(measured_entries),
                            std::move(second_engine));
}

std::unique_ptr<const Policy> make_engine_policy(PolicyInfo info,
                                                 std::unique_ptr<const Method> method,
                                                 const MethodShape& shape,
                                                 const Normaliser& normaliser,
                                                 std::unique_ptr<const Engine> engine,
                                                 std::vector<int> measured_entries,
                                                 std::unique_ptr<const Engine> second) {
  if (method->needs_pullback()) {
    for (const Engine* used : {engine.get(), second.get()}) {
      if (used == nullptr || used->pulls_back()) continue;
      throw UserError(info.name + " pulls cotangents back through its network; the engine \"" +
                      used->info().name + "\" cannot, use engine=torch");
    }
  }
  const EngineInfo& made = engine->info();
  info.engine = made.name;
  info.weight_bytes_per_call = made.bytes_per_call;
  info.weight_bytes_per_plan = made.bytes_per_plan;
  info.remarks.insert(info.remarks.end(), made.remarks.begin(), made.remarks.end());
  return std::make_unique<LearnedPolicy>(std::move(info), std::move(method), shape, normaliser,
                                         Engines{std::move(engine), std::move(second)},
                                         std::move(measured_entries));
}

}  // namespace streambed
