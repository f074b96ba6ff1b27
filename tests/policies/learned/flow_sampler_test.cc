// Integration of a field that has a closed form.

#include "policies/learned/flow_sampler.h"

#include <cmath>

#include "tests/catch.h"

using namespace streambed;

namespace {

struct Run {
  std::vector<float> actions;
  std::vector<float> times;
};

// da/dt = -a from 0.8.
Run decay(const Integrator& integrator, int actions) {
  const std::vector<float> start = {0.8f};
  FlowSampler sampler(integrator, actions, start, 1);
  Run out;
  for (;;) {
    for (auto calls = sampler.wants(); !calls.empty(); calls = sampler.wants()) {
      REQUIRE(calls.size() == 1);
      const std::vector<float> velocity = {-calls[0].x[0]};
      const std::span<const float> result = velocity;
      out.times.push_back(calls[0].t);
      sampler.take({&result, 1});
    }
    const auto action = sampler.emit();
    if (action.empty()) return out;
    out.actions.push_back(action[0]);
  }
}

double error(Integrator::Rule rule, int steps) {
  return std::abs(decay({rule, steps}, 8).actions.back() - 0.8 * std::exp(-1.0));
}

}  // namespace

TEST_CASE("one Euler step per action makes one call per action", "[streaming_flow]") {
  const Run run = decay({}, 8);
  REQUIRE(run.actions.size() == 8);
  REQUIRE(run.times.size() == 8);
  for (int i = 0; i < 8; ++i) {
    CHECK(run.times[static_cast<std::size_t>(i)] == Approx(i / 8.0));
    CHECK(run.actions[static_cast<std::size_t>(i)] == Approx(0.8 * std::pow(7 / 8.0, i + 1)));
  }
}

TEST_CASE("integrators have their orders", "[streaming_flow]") {
  using Rule = Integrator::Rule;
  CHECK(error(Rule::kEuler, 1) / error(Rule::kEuler, 2) == Approx(2).epsilon(0.1));
  CHECK(error(Rule::kMidpoint, 1) / error(Rule::kMidpoint, 2) == Approx(4).epsilon(0.2));
  CHECK(error(Rule::kRungeKutta4, 1) < 1e-6);
  CHECK(decay({Rule::kMidpoint, 3}, 8).times.size() == 8 * 3 * 2);
  CHECK(decay({Rule::kRungeKutta4, 2}, 8).times.size() == 8 * 2 * 4);
  CHECK(decay({Rule::kEuler, 3}, 8).actions.size() == 8);
}

TEST_CASE("a plan's flow times are known beforehand", "[streaming_flow]") {
  for (const auto rule :
       {Integrator::Rule::kEuler, Integrator::Rule::kMidpoint, Integrator::Rule::kRungeKutta4}) {
    const Integrator integrator{rule, 2};
    const std::vector<float> known = integrator.flow_times(5);
    for (const float t : decay(integrator, 5).times) {
      CHECK(std::find(known.begin(), known.end(), t) != known.end());
    }
  }
}
