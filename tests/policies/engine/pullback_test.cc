// Cotangents pulled back through random networks against finite differences.

#include <algorithm>
#include <array>
#include <thread>

#include "policies/engine/fused_engine.h"
#include "policies/engine/torch_engine.h"
#include "sim/base/error.h"
#include "sim/rng.h"
#include "tests/catch.h"

using namespace streambed;

namespace {

std::map<std::string, TensorValue> drawn_weights(const NetworkShape& shape) {
  std::map<std::string, TensorValue> out;
  for (const TensorShape& tensor : network_tensors(shape)) {
    Rng rng = Rng{}.fork("pullback").fork(tensor.name);
    std::size_t count = 1;
    for (const std::int64_t n : tensor.size) count *= static_cast<std::size_t>(n);
    TensorValue& value = out[tensor.name] = {tensor.size, std::vector<float>(count)};
    for (float& v : value.data) v = static_cast<float>(rng.uniform(-0.3, 0.3));
  }
  return out;
}

std::vector<float> drawn_floats(int count, std::int64_t seed) {
  Rng rng = Rng{}.fork("floats").fork(seed);
  std::vector<float> out(static_cast<std::size_t>(count));
  rng.fill_normal(out);
  return out;
}

NetworkShape small_unet(int channels, int length) {
  NetworkShape shape{.input = channels * length, .output = channels * length, .condition = 6};
  shape.kind = NetworkKind::kConditionalUnet;
  shape.length = length;
  shape.widths = {8, 16, 24};
  shape.time_embedding = 10;
  return shape;
}

// More inputs than outputs, more outputs than inputs; the U-Net as an MLP and with convolutions.
const std::vector<NetworkShape> kPulledShapes = {
    {.input = 7, .output = 5, .condition = 3, .hidden = 20, .blocks = 2},
    {.input = 3, .output = 8, .condition = 4, .hidden = 16, .blocks = 1},
    small_unet(2, 1), small_unet(3, 8)};
constexpr std::array<TorchEvaluation, 2> kTorchModes = {TorchEvaluation::kSplit,
                                                        TorchEvaluation::kEager};

// Several plans with a call each, and room for what comes of it.
struct Pulled {
  Pulled(const Engine& engine, const NetworkShape& shape, std::span<const std::int64_t> seeds) {
    const std::size_t count = seeds.size();
    plans.resize(count), x.resize(count), cotangents.resize(count), results.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      plans[i] = engine.condition(drawn_floats(shape.condition, seeds[i]));
      x[i] = drawn_floats(shape.input, seeds[i] + 100);
      cotangents[i] = drawn_floats(shape.output, seeds[i] + 200);
      results[i].resize(x[i].size());
      // Every other flow time is not among those known beforehand.
      const float t = seeds[i] % 2 == 0 ? 0.25f : 0.4f;
      calls.push_back({plans[i].get(), x[i], t, cotangents[i], results[i]});
    }
    std::vector<std::exception_ptr> errors(count);
    engine.pullback(calls, errors);
    for (const auto& error : errors) REQUIRE_FALSE(error);
  }
  std::vector<std::unique_ptr<Conditioned>> plans;
  std::vector<std::vector<float>> x, cotangents, results;
  std::vector<NetworkCall> calls;
};

// cotangent . network(x), whose gradient is what is pulled back.
double pulled_value(const NetworkCall& call, std::span<const float> x) {
  std::vector<float> output(call.cotangent.size());
  call.network->evaluate(x, call.t, output);
  double sum = 0;
  for (std::size_t i = 0; i < output.size(); ++i) {
    sum += static_cast<double>(call.cotangent[i]) * static_cast<double>(output[i]);
  }
  return sum;
}

}  // namespace

TEST_CASE("a cotangent pulled back is the gradient that finite differences show", "[pullback]") {
  constexpr std::array<std::int64_t, 3> kSeeds = {0, 1, 2};
  constexpr float kStep = 0.01f;
  for (const NetworkShape& shape : kPulledShapes) {
    for (const TorchEvaluation mode : kTorchModes) {
      const auto engine = make_torch_engine(shape, drawn_weights(shape), {0.25f}, mode);
      REQUIRE(engine->pulls_back());
      const Pulled pulled(*engine, shape, kSeeds);
      for (std::size_t i = 0; i < kSeeds.size(); ++i) {
        for (std::size_t j = 0; j < pulled.x[i].size(); ++j) {
          std::vector<float> above = pulled.x[i], below = above;
          above[j] += kStep;
          below[j] -= kStep;
          const double rise =
              pulled_value(pulled.calls[i], above) - pulled_value(pulled.calls[i], below);
          INFO(engine->info().name << ", inputs " << shape.input << ", x " << j);
          CHECK(pulled.results[i][j] ==
                Approx(rise / static_cast<double>(above[j] - below[j])).margin(3e-3).epsilon(1e-2));
        }
      }
    }
  }
}

TEST_CASE("cotangents of many plans are pulled back as those of one", "[pullback]") {
  constexpr std::array<std::int64_t, 4> kSeeds = {0, 1, 2, 3};
  for (const NetworkShape& shape : kPulledShapes) {
    const auto split = make_torch_engine(shape, drawn_weights(shape), {0.25f});
    const auto eager =
        make_torch_engine(shape, drawn_weights(shape), {}, TorchEvaluation::kEager);
    const Pulled together(*split, shape, kSeeds), whole(*eager, shape, kSeeds);
    for (std::size_t i = 0; i < kSeeds.size(); ++i) {
      const Pulled alone(*split, shape, std::span(kSeeds).subspan(i, 1));
      for (std::size_t j = 0; j < alone.results[0].size(); ++j) {
        CHECK(together.results[i][j] == Approx(alone.results[0][j]).margin(1e-5));
        CHECK(whole.results[i][j] == Approx(alone.results[0][j]).margin(1e-5));
      }
    }
  }
}

TEST_CASE("several threads pull back through one engine", "[pullback]") {
  constexpr std::array<std::int64_t, 2> kSeeds = {0, 1};
  const NetworkShape& shape = kPulledShapes[0];
  const auto engine = make_torch_engine(shape, drawn_weights(shape), {0.25f});
  const auto expected = Pulled(*engine, shape, kSeeds).results;
  std::array<bool, 4> same{};
  std::vector<std::thread> threads;
  for (bool& own : same) {
    threads.emplace_back([&] {
      own = true;
      for (int i = 0; i < 50; ++i) own &= Pulled(*engine, shape, kSeeds).results == expected;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(std::ranges::count(same, true) == 4);
}

TEST_CASE("an engine that cannot pull back says so", "[pullback]") {
  const NetworkShape& shape = kPulledShapes[0];
  const auto fused = make_fused_engine(shape, drawn_weights(shape), {});
  REQUIRE_FALSE(fused->pulls_back());
  const auto plan = fused->condition(drawn_floats(shape.condition, 0));
  const auto x = drawn_floats(shape.input, 1), cotangent = drawn_floats(shape.output, 2);
  std::vector<float> result(x.size());
  const NetworkCall call{plan.get(), x, 0, cotangent, result};
  std::exception_ptr error;
  CHECK_THROWS_AS(fused->pullback({&call, 1}, {&error, 1}), UserError);
  CHECK_THROWS_WITH(fused->pullback({&call, 1}, {&error, 1}),
                    ContainsSubstring("use engine=torch"));
}

TEST_CASE("calls of one plan are made together at flow times of their own", "[fused]") {
  const NetworkShape& shape = kPulledShapes[0];
  const auto engine = make_fused_engine(shape, drawn_weights(shape), {0.25f});
  const auto plan = engine->condition(drawn_floats(shape.condition, 0));
  // The engine knows the first of these times beforehand.
  constexpr std::array<float, 4> kCallTimes = {0.25f, 0.3f, 0.8f, 0.3f};
  std::vector<std::vector<float>> x, results(4, std::vector<float>(5));
  for (int i = 0; i < 4; ++i) x.push_back(drawn_floats(shape.input, i));
  std::vector<NetworkCall> calls;
  for (std::size_t i = 0; i < 4; ++i) {
    calls.push_back({plan.get(), x[i], kCallTimes[i], {}, results[i]});
  }
  std::vector<std::exception_ptr> errors(4);
  engine->evaluate_batch(calls, errors);
  for (std::size_t i = 0; i < 4; ++i) {
    std::vector<float> alone(5);
    plan->evaluate(x[i], kCallTimes[i], alone);
    CHECK(results[i] == alone);
  }
}
