#include "policies/engine/fused_engine.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "policies/engine/packed_weights.h"
#include "sim/base/error.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

#ifdef __x86_64__
const FusedKernels& kernels_for(const FusedOptions& options) {
  const Isa widest = widest_isa();
  Isa isa = options.isa == Isa::kAuto ? widest : options.isa;
  // Converting halfs to 512-bit vectors takes as long as two conversions to 256 bits and more.
  if (options.isa == Isa::kAuto && options.half_weights) isa = std::min(widest, Isa::kV3);
  if (isa > widest)
    throw UserError("this processor lacks the instructions that isa= asks for; use isa=auto");
  if (isa == Isa::kV4) return fused_kernels_v4();
  return isa == Isa::kV3 ? fused_kernels_v3() : fused_kernels_v2();
}
#else
const FusedKernels& kernels_for(const FusedOptions&) {
  throw UnknownNetwork("its kernels are for x86-64 only");
}
#endif

// Throws UnknownNetwork unless the tensors are just those of the shared network.
void check_tensors(const NetworkShape& shape, const std::map<std::string, TensorValue>& tensors) {
  std::size_t known = 0;
  for (const TensorShape& expected : film_mlp_tensors(shape)) {
    const auto found = tensors.find(expected.name);
    if (found == tensors.end() || found->second.shape != expected.size) {
      throw UnknownNetwork("its tensors differ at " + expected.name);
    }
    ++known;
  }
  if (known != tensors.size()) throw UnknownNetwork("it has further tensors");
}

// The layers of a checkpoint by name; tensors as check_tensors() wants them.
class Layers {
 public:
  explicit Layers(const std::map<std::string, TensorValue>& tensors) : tensors_(tensors) {}

  // The outputs are padded in equal pieces of `piece`; 0: in one.
  Layer layer(const std::string& name, int piece = 0) const {
    const TensorValue& weight = tensors_.at(name + ".weight");
    const auto bias = tensors_.find(name + ".bias");
    const int outputs = static_cast<int>(weight.shape[0]);
    return {weight.data, bias == tensors_.end() ? std::span<const float>() : bias->second.data,
            static_cast<int>(weight.shape[1]), outputs, piece > 0 ? piece : outputs};
  }

 private:
  const std::map<std::string, TensorValue>& tensors_;
};

class FusedEngine;

class FusedConditioned final : public Conditioned {
 public:
  explicit FusedConditioned(const FusedEngine& engine);
  void evaluate(std::span<const float> x, float t, std::span<float> output) override;

  float* observation_film() { return memory_.data(); }
  const float* observation_film() const { return memory_.data(); }
  // Time part for flow time t, a row of the engine's table; null where that has no such row.
  const float* table_film(float t);

 private:
  const FusedEngine& engine_;
  AlignedFloats memory_;    // observation part of the film, state h, block output y, padded output
  AlignedFloats own_film_;  // for flow times outside the table
  std::size_t last_time_ = 0;
};

class FusedEngine final : public Engine {
 public:
  FusedEngine(const NetworkShape& shape, const std::map<std::string, TensorValue>& tensors,
              std::vector<float> flow_times, const FusedOptions& options);

  const EngineInfo& info() const override { return info_; }
  std::unique_ptr<Conditioned> condition(std::span<const float> condition) const override;
  void condition_batch(std::span<const float> conditions,
                       std::span<Answer<std::unique_ptr<Conditioned>>> out) const override;
  void evaluate_batch(std::span<const NetworkCall> calls,
                      std::span<std::exception_ptr> errors) const override;

  int hidden() const { return padded_to_lanes(shape_.hidden); }
  int film() const { return 2 * shape_.blocks * hidden(); }
  int padded_output() const { return padded_to_lanes(shape_.output); }
  int output() const { return shape_.output; }

  // Index into the table, or its size. `hint` is tried first.
  std::size_t find_time(float t, std::size_t hint) const;
  std::size_t time_count() const { return times_.size(); }
  const float* table_film(std::size_t index) const {
    return table_.data() + index * static_cast<std::size_t>(film());
  }
  void compute_time_film(float t, float* film) const;

  // One pass through the network for `rows` inputs x; h, y and out hold one row each per input.
  void pass(int rows, const float* x, int x_stride, float* h, float* y, float* out,
            std::span<const float* const> time_films,
            std::span<const float* const> observation_films) const;

 private:
  NetworkShape shape_;
  const FusedKernels& kernels_;
  PackedWeights call_weights_, plan_weights_, time_weights_;
  std::vector<PackedMatrix> call_, plan_, time_;
  std::vector<float> times_;
  AlignedFloats table_;
  EngineInfo info_;
};

FusedEngine::FusedEngine(const NetworkShape& shape,
                         const std::map<std::string, TensorValue>& tensors,
                         std::vector<float> flow_times, const FusedOptions& options)
    : shape_(shape),
      kernels_(kernels_for(options)),
      call_weights_(kernels_, options.half_weights && kernels_.halfs),
      plan_weights_(kernels_, options.half_weights && kernels_.halfs),
      time_weights_(kernels_, false),
      times_(std::move(flow_times)) {
  check_tensors(shape, tensors);
  const Layers layers(tensors);
  call_weights_.add(layers.layer("input"));
  for (int i = 0; i < shape.blocks; ++i) {
    const std::string block = "block" + std::to_string(i);
    call_weights_.add(layers.layer(block + ".first"));
    call_weights_.add(layers.layer(block + ".second"));
  }
  call_weights_.add(layers.layer("output"));

  plan_weights_.add(layers.layer("observation.first"));
  plan_weights_.add(layers.layer("observation.second"));
  plan_weights_.add(layers.layer("film.observation", shape.hidden));

  time_weights_.add(layers.layer("time.first"));
  time_weights_.add(layers.layer("time.second"));
  time_weights_.add(layers.layer("film.time", shape.hidden));

  call_ = call_weights_.pack();
  plan_ = plan_weights_.pack();
  time_ = time_weights_.pack();
  table_ = AlignedFloats(times_.size() * static_cast<std::size_t>(this->film()));
  for (std::size_t i = 0; i < times_.size(); ++i) {
    compute_time_film(times_[i], table_.data() + i * static_cast<std::size_t>(this->film()));
  }

  const bool half = call_.front().half;
  info_.name = std::string("fused, ") + kernels_.isa + ", " + (half ? "float16" : "float32");
  if (half) {
    const float rounding =
        std::max(call_weights_.largest_rounding(), plan_weights_.largest_rounding());
    info_.name += rounding == 0 ? " (exact)" : " (rounded by up to " + to_text(rounding) + ")";
  }
  info_.bytes_per_call = static_cast<std::int64_t>(call_weights_.bytes(0, call_.size()));
  info_.bytes_per_plan = static_cast<std::int64_t>(plan_weights_.bytes(0, plan_.size()));
  if (widest_isa() == Isa::kV2) {
    info_.remarks.push_back("this processor has no AVX2; the fused engine takes its slower path");
  }
  if (options.half_weights && !half) {
    info_.remarks.push_back("weights=float16 needs AVX2; float32 weights are used instead");
  }
}

std::size_t FusedEngine::find_time(float t, std::size_t hint) const {
  if (hint < times_.size() && times_[hint] == t) return hint;
  const auto found = std::find(times_.begin(), times_.end(), t);
  return static_cast<std::size_t>(found - times_.begin());
}

// Sine and cosine of 100 t at geometrically spaced frequencies, then two layers (film_mlp.cc).
void FusedEngine::compute_time_film(float t, float* film) const {
  const int half = shape_.time_features;
  AlignedFloats wave(static_cast<std::size_t>(2 * half));
  for (int i = 0; i < half; ++i) {
    const float frequency = std::exp(static_cast<float>(i) * -std::log(1e4f) / (half - 1));
    wave.data()[i] = std::sin(100 * t * frequency);
    wave.data()[half + i] = std::cos(100 * t * frequency);
  }
  AlignedFloats first(static_cast<std::size_t>(time_[0].outputs));
  AlignedFloats second(static_cast<std::size_t>(time_[1].outputs));
  kernels_.multiply(time_[0], wave.data(), 0, first.data(), 0, 1, false);
  kernels_.silu(first.data(), time_[0].outputs);
  kernels_.multiply(time_[1], first.data(), 0, second.data(), 0, 1, false);
  kernels_.silu(second.data(), time_[1].outputs);
  kernels_.multiply(time_[2], second.data(), 0, film, 0, 1, false);
}

std::unique_ptr<Conditioned> FusedEngine::condition(std::span<const float> condition) const {
  Answer<std::unique_ptr<Conditioned>> out;
  condition_batch(condition, {&out, 1});
  return std::move(out.value);
}

void FusedEngine::condition_batch(std::span<const float> conditions,
                                  std::span<Answer<std::unique_ptr<Conditioned>>> out) const {
  const int rows = static_cast<int>(out.size());
  const int first_width = plan_[0].outputs, second_width = plan_[1].outputs;
  AlignedFloats memory(out.size() * static_cast<std::size_t>(first_width + second_width));
  float* const first = memory.data();
  float* const second = first + rows * first_width;
  kernels_.multiply(plan_[0], conditions.data(), shape_.condition, first, first_width, rows, false);
  kernels_.silu(first, rows * first_width);
  kernels_.multiply(plan_[1], first, first_width, second, second_width, rows, false);
  kernels_.silu(second, rows * second_width);

  // A single plan's film is computed in its place, a batch's is copied there.
  AlignedFloats films(rows > 1 ? out.size() * static_cast<std::size_t>(film()) : 0);
  if (rows > 1) {
    kernels_.multiply(plan_[2], second, second_width, films.data(), film(), rows, false);
  }
  for (int r = 0; r < rows; ++r) {
    auto conditioned = std::make_unique<FusedConditioned>(*this);
    float* const own = conditioned->observation_film();
    if (rows > 1) {
      std::copy_n(films.data() + r * film(), film(), own);
    } else {
      kernels_.multiply(plan_[2], second, second_width, own, film(), 1, false);
    }
    out[static_cast<std::size_t>(r)].value = std::move(conditioned);
  }
}

void FusedEngine::pass(int rows, const float* x, int x_stride, float* h, float* y, float* out,
                       std::span<const float* const> time_films,
                       std::span<const float* const> observation_films) const {
  const int width = hidden();
  kernels_.multiply(call_[0], x, x_stride, h, width, rows, false);
  for (int i = 0; i < shape_.blocks; ++i) {
    const auto block = static_cast<std::size_t>(2 * i + 1);
    kernels_.multiply(call_[block], h, width, y, width, rows, false);
    for (int r = 0; r < rows; ++r) {
      const auto at = static_cast<std::size_t>(r);
      kernels_.norm_film_silu(y + r * width, shape_.hidden, width, time_films[at] + 2 * i * width,
                              observation_films[at] + 2 * i * width);
    }
    kernels_.multiply(call_[block + 1], y, width, h, width, rows, true);
  }
  kernels_.multiply(call_.back(), h, width, out, padded_output(), rows, false);
}

void FusedEngine::evaluate_batch(std::span<const NetworkCall> calls,
                                 std::span<std::exception_ptr>) const {
  if (calls.empty()) return;
  const auto rows = static_cast<int>(calls.size());
  AlignedFloats memory(calls.size() * static_cast<std::size_t>(padded_to_lanes(shape_.input) +
                                                               2 * hidden() + padded_output()));
  float* const x = memory.data();
  float* const h = x + rows * padded_to_lanes(shape_.input);
  float* const y = h + rows * hidden();
  float* const out = y + rows * hidden();
  std::vector<const float*> time_films, observation_films;
  std::vector<AlignedFloats> own_films;  // for flow times outside the table
  for (int r = 0; r < rows; ++r) {
    const NetworkCall& call = calls[static_cast<std::size_t>(r)];
    auto& network = static_cast<FusedConditioned&>(*call.network);
    std::copy(call.x.begin(), call.x.end(), x + r * padded_to_lanes(shape_.input));
    time_films.push_back(network.table_film(call.t));
    if (time_films.back() == nullptr) {
      own_films.emplace_back(static_cast<std::size_t>(film()));
      compute_time_film(call.t, own_films.back().data());
      time_films.back() = own_films.back().data();
    }
    observation_films.push_back(network.observation_film());
  }
  pass(rows, x, padded_to_lanes(shape_.input), h, y, out, time_films, observation_films);
  for (int r = 0; r < rows; ++r) {
    const NetworkCall& call = calls[static_cast<std::size_t>(r)];
    std::copy_n(out + r * padded_output(), output(), call.result.begin());
  }
}

FusedConditioned::FusedConditioned(const FusedEngine& engine)
    : engine_(engine),
      memory_(
          static_cast<std::size_t>(engine.film() + 2 * engine.hidden() + engine.padded_output())) {}

void FusedConditioned::evaluate(std::span<const float> x, float t, std::span<float> output) {
  float* const h = memory_.data() + engine_.film();
  float* const y = h + engine_.hidden();
  float* const padded = y + engine_.hidden();
  const float* time = table_film(t);
  if (time == nullptr) {
    if (own_film_.size() == 0) own_film_ = AlignedFloats(static_cast<std::size_t>(engine_.film()));
    engine_.compute_time_film(t, own_film_.data());
    time = own_film_.data();
  }
  const float* const observation = observation_film();
  engine_.pass(1, x.data(), 0, h, y, padded, {&time, 1}, {&observation, 1});
  std::copy_n(padded, engine_.output(), output.begin());
}

const float* FusedConditioned::table_film(float t) {
  // Samplers visit the times in order.
  const std::size_t at = engine_.find_time(t, last_time_);
  if (at == engine_.time_count()) return nullptr;
  last_time_ = at + 1;
  return engine_.table_film(at);
}

}  // namespace

Isa widest_isa() {
#ifdef __x86_64__
  if (__builtin_cpu_supports("x86-64-v4")) return Isa::kV4;
  if (__builtin_cpu_supports("x86-64-v3")) return Isa::kV3;
#endif
  return Isa::kV2;
}

float read_memory(const void* memory, std::int64_t bytes) {
#ifdef __x86_64__
  return kernels_for({}).read(memory, bytes);
#else
  const auto* words = static_cast<const std::uint32_t*>(memory);
  return static_cast<float>(std::accumulate(words, words + bytes / 4, std::uint32_t{0}));
#endif
}

std::unique_ptr<Engine> make_fused_engine(const NetworkShape& shape,
                                          const std::map<std::string, TensorValue>& tensors,
                                          std::vector<float> flow_times,
                                          const FusedOptions& options) {
  return std::make_unique<FusedEngine>(shape, tensors, std::move(flow_times), options);
}

}  // namespace streambed
