// Targets that depend on the averaged network.

#include <algorithm>
#include <fstream>

#include "policies/policy/register_learned.h"
#include "tests/catch.h"
#include "tests/policies/trained.h"

using namespace streambed;
namespace fs = std::filesystem;

namespace {

// Learns the next action from noise, from its own average, or from both, as `teacher` says.
class SelfTaught final : public Method {
 public:
  explicit SelfTaught(const Params& params) : teacher_(params.text("teacher")) {}
  int network_width(const MethodShape& shape) const override { return shape.action_size; }
  // The network is told more than what flows, as MeanFlow's is.
  int network_input(const MethodShape& shape) const override { return shape.action_size + 1; }
  int yields(const MethodShape& shape) const override { return shape.horizons.prediction; }
  std::vector<float> flow_times(const MethodShape&) const override { return {0}; }
  void make_pair(const ActionWindow& window, const MethodShape& shape, Rng& rng,
                 TrainingPair& pair) const override {
    rng.fill_normal(pair.x);
    const auto size = static_cast<std::size_t>(shape.action_size);
    std::ranges::copy(window.from(0).first(size), pair.target.begin());
    pair.t = static_cast<float>(rng.uniform());
  }

  bool wants_average() const override { return teacher_ != "demonstration"; }
  void finish_pairs(std::span<TrainingPair> pairs, const MethodShape&,
                    const AveragedNetwork& average) const override {
    if (teacher_ == "careless") {
      const AveragedNetwork::Call beyond{pairs.size(), pairs[0].x, 0, pairs[0].target};
      return average.evaluate({&beyond, 1});
    }
    // Every other pair, the last one first: a call may be about any pair.
    std::vector<std::vector<float>> taught(pairs.size());
    std::vector<AveragedNetwork::Call> calls;
    for (std::size_t i = pairs.size(); i-- > 0;) {
      if (teacher_ == "both" && i % 2 == 0) continue;
      taught[i].resize(pairs[i].target.size());
      calls.push_back({i, pairs[i].x, pairs[i].t, taught[i]});
    }
    average.evaluate(calls);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (!taught[i].empty()) std::ranges::copy(taught[i], pairs[i].target.begin());
    }
  }

  std::unique_ptr<Sampler> plan(const PlanStart&, Memory*) const override { return nullptr; }

 private:
  std::string teacher_;
};

struct SelfTaughtFixture : TrainedFixture {
  SelfTaughtFixture() {
    register_learned(
        registry,
        {.name = "self_taught",
         .summary = "learns from its own average",
         .trained_keys = {Key::text("teacher", "both", "what targets are made of")},
         .run_keys = {},
         .make_method = [](const Params& params) { return std::make_unique<SelfTaught>(params); }});
  }
  fs::path taught(const std::string& teacher, const std::string& options,
                  const std::string& name) const {
    return train("self_taught(hidden=16,blocks=2,teacher=" + teacher + ")",
                 "batch=150,warmup=5,validation_episodes=0," + options, name + ".safetensors");
  }
  std::map<std::string, TensorValue> weights(const fs::path& path) const {
    return read_checkpoint(path).tensors;
  }
};

bool same_weights(const std::map<std::string, TensorValue>& a,
                  const std::map<std::string, TensorValue>& b) {
  return std::ranges::equal(a, b, [](const auto& left, const auto& right) {
    return left.first == right.first && left.second.data == right.second.data;
  });
}

}  // namespace

TEST_CASE_METHOD(SelfTaughtFixture, "a network has nothing to learn from its own average",
                 "[learned]") {
  // At the first step the average is the network, at the same pairs, observations and times; so
  // are both in the held-out loss after it.
  const fs::path path = taught("itself", "steps=1,threads=1,weight_decay=0", "itself");
  std::ifstream curve(fs::path(path).replace_extension(".csv"));
  std::string line;
  std::getline(curve, line);
  std::getline(curve, line);
  const auto column = [&](int n) {
    std::size_t from = 0;
    for (int i = 0; i < n; ++i) from = line.find(',', from) + 1;
    return std::stod(line.substr(from));
  };
  CHECK(column(2) < 1e-10);
  CHECK(column(3) < 1e-10);
}

TEST_CASE_METHOD(SelfTaughtFixture, "targets of the average are the same for any number of threads",
                 "[learned]") {
  const auto one = taught("both", "steps=40,threads=1", "one_thread");
  const auto two = taught("both", "steps=40,threads=2", "two_threads");
  CHECK(same_weights(weights(one), weights(two)));
  const auto other = taught("demonstration", "steps=40,threads=1", "demonstration");
  CHECK_FALSE(same_weights(weights(one), weights(other)));
}

TEST_CASE_METHOD(SelfTaughtFixture, "a call of the average that does not fit is refused",
                 "[learned]") {
  CHECK_THROWS_WITH(taught("careless", "steps=1,threads=1", "careless"),
                    ContainsSubstring("pair 150 of 150"));
}
