// LibTorch is the oracle of the fused engine.

#include "policies/engine/fused_engine.h"

#include <Eigen/Core>
#include <cmath>

#include "policies/engine/torch_engine.h"
#include "sim/base/error.h"
#include "sim/rng.h"
#include "tests/catch.h"

using namespace streambed;

namespace {

using Tensors = std::map<std::string, TensorValue>;

// As FilmMlp initialises itself, at other scales too.
Tensors random_tensors(const NetworkShape& shape, std::int64_t seed, double scale = 1) {
  Tensors out;
  double bound = 0;
  for (const TensorShape& tensor : film_mlp_tensors(shape)) {
    Rng rng = Rng{}.fork("tensors").fork(seed).fork(tensor.name);
    std::int64_t count = 1;
    for (const std::int64_t n : tensor.size) count *= n;
    if (tensor.size.size() == 2) bound = scale / std::sqrt(static_cast<double>(tensor.size[1]));
    TensorValue& value = out[tensor.name];
    value.shape = tensor.size;
    for (std::int64_t i = 0; i < count; ++i) {
      value.data.push_back(static_cast<float>(rng.uniform(-bound, bound)));
    }
  }
  return out;
}

void round_to_halfs(Tensors& tensors) {
  for (auto& [name, value] : tensors) {
    for (float& v : value.data) v = static_cast<float>(Eigen::half(v));
  }
}

std::vector<float> random_floats(int count, std::int64_t seed) {
  Rng rng = Rng{}.fork("inputs").fork(seed);
  std::vector<float> out(static_cast<std::size_t>(count));
  for (float& v : out) v = static_cast<float>(rng.uniform(-1.5, 1.5));
  return out;
}

std::vector<float> call(const Engine& engine, const NetworkShape& shape, std::int64_t seed,
                        float t) {
  const auto network = engine.condition(random_floats(shape.condition, seed));
  std::vector<float> output(static_cast<std::size_t>(shape.output));
  network->evaluate(random_floats(shape.input, seed + 1000), t, output);
  return output;
}

std::vector<Isa> isas() {
  std::vector<Isa> out{Isa::kV2};
  if (widest_isa() >= Isa::kV3) out.push_back(Isa::kV3);
  if (widest_isa() >= Isa::kV4) out.push_back(Isa::kV4);
  return out;
}

const std::vector<float> kTimes = {0, 0.25f, 0.5f, 0.75f};

// Sizes of the shipped networks, and ones that fill no vector.
const std::vector<NetworkShape> kShapes = {
    {.input = 2, .output = 2, .condition = 12},
    {.input = 32, .output = 32, .condition = 14},
    {.input = 2, .output = 2, .condition = 12, .hidden = 8, .blocks = 1},
    {.input = 7, .output = 5, .condition = 3, .hidden = 20, .blocks = 2},
    {.input = 40, .output = 40, .condition = 9, .hidden = 300, .blocks = 2},
    {.input = 64, .output = 64, .condition = 42, .hidden = 512, .blocks = 4},
    {.input = 3,
     .output = 48,
     .condition = 1,
     .hidden = 33,
     .blocks = 5,
     .observation_features = 17,
     .time_features = 5}};

}  // namespace

TEST_CASE("fused and LibTorch agree to 1e-5 on random networks and inputs", "[fused]") {
  for (std::size_t s = 0; s < kShapes.size(); ++s) {
    const NetworkShape& shape = kShapes[s];
    for (const double scale : {0.3, 1.0, 2.0}) {
      const Tensors tensors = random_tensors(shape, static_cast<std::int64_t>(s), scale);
      const auto torch = make_torch_engine(shape, tensors, kTimes);
      for (const Isa isa : isas()) {
        const auto fused = make_fused_engine(shape, tensors, kTimes, {.isa = isa});
        for (int i = 0; i < 10; ++i) {
          // Every third flow time is not in the table.
          const float t = i % 3 == 2 ? 0.1f * static_cast<float>(i) : kTimes[i % 4];
          const auto expected = call(*torch, shape, i, t), got = call(*fused, shape, i, t);
          REQUIRE(got.size() == expected.size());
          for (std::size_t k = 0; k < got.size(); ++k) {
            INFO("shape " << s << " scale " << scale << " " << fused->info().name);
            CHECK(std::abs(got[k] - expected[k]) <= 1e-5 * std::max(1.f, std::abs(expected[k])));
          }
        }
      }
    }
  }
}

TEST_CASE("LibTorch's two ways to run the network agree", "[fused]") {
  const NetworkShape& shape = kShapes[3];
  const Tensors tensors = random_tensors(shape, 3);
  const auto split = make_torch_engine(shape, tensors, kTimes);
  const auto eager = make_torch_engine(shape, tensors, kTimes, TorchEvaluation::kEager);
  for (int i = 0; i < 5; ++i) {
    const auto a = call(*split, shape, i, 0.2f * static_cast<float>(i));
    const auto b = call(*eager, shape, i, 0.2f * static_cast<float>(i));
    for (std::size_t k = 0; k < a.size(); ++k) CHECK(a[k] == Approx(b[k]).margin(1e-5));
  }
}

TEST_CASE("a batched call returns the bits of single ones", "[fused]") {
  for (const NetworkShape& shape : kShapes) {
    const Tensors tensors = random_tensors(shape, 1);
    for (const Isa isa : isas()) {
      const auto engine = make_fused_engine(shape, tensors, kTimes, {.isa = isa});
      for (const int rows : {1, 2, 6, 7, 13}) {
        std::vector<float> conditions;
        std::vector<std::vector<float>> inputs;
        for (int r = 0; r < rows; ++r) {
          const auto condition = random_floats(shape.condition, r);
          conditions.insert(conditions.end(), condition.begin(), condition.end());
          inputs.push_back(random_floats(shape.input, r + 1000));
        }
        std::vector<Answer<std::unique_ptr<Conditioned>>> networks(static_cast<std::size_t>(rows));
        engine->condition_batch(conditions, networks);
        std::vector<std::vector<float>> outputs(
            networks.size(), std::vector<float>(static_cast<std::size_t>(shape.output)));
        std::vector<NetworkCall> calls;
        for (std::size_t r = 0; r < networks.size(); ++r) {
          calls.push_back({networks[r].value.get(), inputs[r], kTimes[r % 4], {}, outputs[r]});
        }
        std::vector<std::exception_ptr> errors(calls.size());
        engine->evaluate_batch(calls, errors);
        for (std::size_t r = 0; r < networks.size(); ++r) {
          INFO(engine->info().name << ", row " << r << " of " << rows);
          CHECK(outputs[r] == call(*engine, shape, static_cast<std::int64_t>(r), kTimes[r % 4]));
        }
      }
    }
  }
}

TEST_CASE("LibTorch's batched calls equal its single ones", "[fused]") {
  const NetworkShape& shape = kShapes[1];
  const auto engine = make_torch_engine(shape, random_tensors(shape, 1), kTimes);
  std::vector<float> conditions = random_floats(shape.condition, 0);
  const auto second = random_floats(shape.condition, 1);
  conditions.insert(conditions.end(), second.begin(), second.end());
  const auto x0 = random_floats(shape.input, 1000), x1 = random_floats(shape.input, 1001);
  std::vector<Answer<std::unique_ptr<Conditioned>>> networks(2);
  engine->condition_batch(conditions, networks);
  std::vector<float> y0(static_cast<std::size_t>(shape.output)), y1(y0);
  const std::vector<NetworkCall> calls{{networks[0].value.get(), x0, 0.25f, {}, y0},
                                       {networks[1].value.get(), x1, 0.4f, {}, y1}};
  std::vector<std::exception_ptr> errors(calls.size());
  engine->evaluate_batch(calls, errors);
  for (std::size_t r = 0; r < 2; ++r) {
    const auto expected = call(*engine, shape, static_cast<std::int64_t>(r), calls[r].t);
    for (std::size_t k = 0; k < expected.size(); ++k) {
      CHECK((r == 0 ? y0 : y1)[k] == Approx(expected[k]).margin(1e-5));
    }
  }
}

TEST_CASE("AVX2 and AVX-512 return the same bits", "[fused]") {
  if (widest_isa() < Isa::kV4) {
    WARN("skipped: this processor has no AVX-512");
    return;
  }
  for (const NetworkShape& shape : kShapes) {
    const Tensors tensors = random_tensors(shape, 2);
    const auto v3 = make_fused_engine(shape, tensors, kTimes, {.isa = Isa::kV3});
    const auto v4 = make_fused_engine(shape, tensors, kTimes, {.isa = Isa::kV4});
    for (int i = 0; i < 4; ++i) CHECK(call(*v3, shape, i, 0.3f) == call(*v4, shape, i, 0.3f));
  }
}

TEST_CASE("16-bit weights are exact for weights that are 16-bit, and close for others", "[fused]") {
  for (const Isa isa : isas()) {
    for (const NetworkShape& shape : kShapes) {
      Tensors tensors = random_tensors(shape, 5);
      const auto half =
          make_fused_engine(shape, tensors, kTimes, {.isa = isa, .half_weights = true});
      const auto full = make_fused_engine(shape, tensors, kTimes, {.isa = isa});
      const bool halved = half->info().bytes_per_call < full->info().bytes_per_call;
      CHECK(halved == (isa != Isa::kV2));
      // Said where it cannot be done.
      CHECK(half->info().remarks.size() == full->info().remarks.size() + (halved ? 0 : 1));
      for (int i = 0; i < 4; ++i) {
        const auto a = call(*half, shape, i, 0.5f), b = call(*full, shape, i, 0.5f);
        for (std::size_t k = 0; k < a.size(); ++k) CHECK(a[k] == Approx(b[k]).margin(5e-3));
      }
      if (halved) CHECK(half->info().name.find("rounded by up to") != std::string::npos);
      // As a checkpoint stores them.
      round_to_halfs(tensors);
      const auto stored_half =
          make_fused_engine(shape, tensors, kTimes, {.isa = isa, .half_weights = true});
      if (halved) CHECK(stored_half->info().name.find("exact") != std::string::npos);
      const auto stored = make_fused_engine(shape, tensors, kTimes, {.isa = isa});
      for (int i = 0; i < 4; ++i) {
        CHECK(call(*stored_half, shape, i, 0.5f) == call(*stored, shape, i, 0.5f));
      }
    }
  }
}

TEST_CASE("extreme inputs stay finite", "[fused]") {
  const NetworkShape& shape = kShapes[0];
  const auto engine = make_fused_engine(shape, random_tensors(shape, 4, 2.0), kTimes);
  const auto network = engine->condition(std::vector<float>(12, 1e4f));
  std::vector<float> output(2);
  network->evaluate(std::vector<float>{-1e6f, 1e6f}, 0.25f, output);
  for (const float v : output) CHECK(std::isfinite(v));
}

TEST_CASE("the fused engine says which networks it does not know", "[fused]") {
  const NetworkShape& shape = kShapes[3];
  Tensors tensors = random_tensors(shape, 1);
  tensors["attention.weight"] = {{1, 1}, {0}};
  CHECK_THROWS_AS(make_fused_engine(shape, tensors, kTimes), UnknownNetwork);
  tensors.erase("attention.weight");
  tensors.at("output.weight").shape = {1, 1};
  CHECK_THROWS_AS(make_fused_engine(shape, tensors, kTimes), UnknownNetwork);
  if (widest_isa() < Isa::kV4) {
    CHECK_THROWS_AS(make_fused_engine(shape, random_tensors(shape, 1), kTimes, {.isa = Isa::kV4}),
                    UserError);
  }
}
