// The U-Net: its published sizes, and its form as an MLP against its convolutions.

#include "policies/engine/torch_engine.h"
#include "sim/base/error.h"
#include "sim/rng.h"
#include "tests/catch.h"

using namespace streambed;

namespace {

// A U-Net of that size for chunks of `length` actions of `channels` numbers.
NetworkShape unet(const char* size, int channels, int length, int condition) {
  NetworkShape shape{
      .input = channels * length, .output = channels * length, .condition = condition};
  shape.kind = NetworkKind::kConditionalUnet;
  shape.length = length;
  set_size(shape, size);
  return shape;
}

NetworkShape tiny(int channels, int length) {
  NetworkShape shape = unet("small", channels, length, 6);
  shape.widths = {8, 16, 24};
  shape.time_embedding = 10;
  return shape;
}

std::map<std::string, TensorValue> random_tensors(const NetworkShape& shape) {
  std::map<std::string, TensorValue> out;
  for (const TensorShape& tensor : network_tensors(shape)) {
    Rng rng = Rng{}.fork("unet").fork(tensor.name);
    std::size_t count = 1;
    for (const std::int64_t n : tensor.size) count *= static_cast<std::size_t>(n);
    TensorValue& value = out[tensor.name] = {tensor.size, std::vector<float>(count)};
    for (float& v : value.data) v = static_cast<float>(rng.uniform(-0.3, 0.3));
  }
  return out;
}

std::vector<float> call(const Engine& engine, const NetworkShape& shape, float t) {
  Rng rng = Rng{}.fork("inputs");
  std::vector<float> x(static_cast<std::size_t>(shape.input));
  std::vector<float> condition(static_cast<std::size_t>(shape.condition));
  rng.fill_normal(x);
  rng.fill_normal(condition);
  const auto network = engine.condition(condition);
  std::vector<float> output(static_cast<std::size_t>(shape.output));
  network->evaluate(x, t, output);
  return output;
}

}  // namespace

TEST_CASE("the U-Net of size paper has exactly the published numbers of parameters") {
  // Two observations of the five-dimensional state, then of the twenty-dimensional keypoints.
  CHECK(parameter_count(unet("paper", 2, 1, 10)) == 63'714'818);   // streaming flow
  CHECK(parameter_count(unet("paper", 2, 2, 10)) == 65'682'434);   // streaming flow, latent
  CHECK(parameter_count(unet("paper", 2, 16, 10)) == 65'353'218);  // diffusion policy
  CHECK(parameter_count(unet("paper", 2, 1, 40)) == 64'144'898);
  CHECK(parameter_count(unet("paper", 2, 16, 40)) == 65'783'298);
}

TEST_CASE("on one step the U-Net reads a fifth of its convolutions") {
  // 18.4 million of 63.7 take part in an action: these, and what is made of flow time alone.
  const NetworkShape shape = unet("paper", 2, 1, 10);
  const WeightsRead read = weights_read(shape);
  std::int64_t film_rows = 0;
  for (const UnetBlock& block : unet_blocks(shape)) film_rows += 2 * block.outputs;
  const std::int64_t time = film_rows * 256 + (256 * 1024 + 1024) + (1024 * 256 + 256);
  CHECK(static_cast<double>(read.per_call + read.per_plan + time) == Approx(18.4e6).epsilon(0.005));
}

TEST_CASE("the U-Net as an MLP returns what its convolutions return") {
  const NetworkShape shape = tiny(2, 1);
  const auto tensors = random_tensors(shape);
  const auto mlp = make_torch_engine(shape, tensors, {0, 0.5f}, TorchEvaluation::kSplit);
  const auto convolutions = make_torch_engine(shape, tensors, {}, TorchEvaluation::kEager);
  for (const float t : {0.0f, 0.5f, 0.77f}) {
    const auto expected = call(*convolutions, shape, t), seen = call(*mlp, shape, t);
    REQUIRE(seen.size() == 2);
    for (std::size_t i = 0; i < seen.size(); ++i) {
      CHECK(seen[i] == Approx(expected[i]).margin(1e-5).epsilon(1e-5));
    }
  }
}

TEST_CASE("the U-Net's parts computed apart return what the whole returns") {
  for (const int length : {2, 4, 16}) {
    const NetworkShape shape = tiny(3, length);
    const auto tensors = random_tensors(shape);
    const auto split = make_torch_engine(shape, tensors, {0.25f}, TorchEvaluation::kSplit);
    const auto whole = make_torch_engine(shape, tensors, {}, TorchEvaluation::kEager);
    const auto expected = call(*whole, shape, 0.25f), seen = call(*split, shape, 0.25f);
    REQUIRE(seen.size() == static_cast<std::size_t>(3 * length));
    for (std::size_t i = 0; i < seen.size(); ++i) {
      CHECK(seen[i] == Approx(expected[i]).margin(1e-5).epsilon(1e-5));
    }
  }
}

TEST_CASE("a chunk that cannot be halved twice is refused") {
  const NetworkShape shape = tiny(2, 6);
  CHECK_THROWS_WITH(make_torch_engine(shape, random_tensors(shape), {}),
                    ContainsSubstring("no multiple of 4"));
}

TEST_CASE("sizes that do not exist are refused") {
  NetworkShape shape;
  CHECK_THROWS_WITH(set_size(shape, "paper"), ContainsSubstring("network=unet"));
  CHECK_THROWS_AS(set_size(shape, "large"), UserError);
  set_size(shape, "medium");
  CHECK(shape.hidden == 512);
}
