#include "sim/clock/latency_profile.h"

#include <map>

#include "sim/base/files.h"
#include "sim/clock/clock.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/sim/counting_policy.h"
#include "tests/sim/message_of.h"
#include "tests/sim/scratch_folder.h"

using namespace streambed;

namespace {


std::string profile_of(const std::string& entries) {
  return R"json({"format": "streambed latency profile", "version": 1, "source": "a test",)json"
         R"json( "entries": [)json" +
         entries + "]}";
}

PolicyInfo policy(const std::string& label, std::int64_t bytes = 0) {
  PolicyInfo info;
  info.label = label;
  info.weight_bytes_per_call = bytes;
  return info;
}

const std::string kTwo = profile_of(
    R"json({"policy": "flow", "ignores": ["execution_horizon", "checkpoint"], "weight_bytes": 512,
        "first_ns": [1, 2, 3]},
       {"policy": "flow(steps=1)", "first_ns": [7], "later_ns": [0, 9]})json");

std::string refusal(const std::string& text) {
  return message_of([&] { parse_latency_profile(text, "p"); });
}

}  // namespace

TEST_CASE("an entry applies to the policy that it names, and to no other", "[latency]") {
  const LatencyProfile profile = parse_latency_profile(kTwo, "p");
  CHECK(profile.source == "a test");
  CHECK(profile.entry(policy("flow", 512)).first_ns == std::vector<TimeNs>{1, 2, 3});
  CHECK(profile.entry(policy("flow", 512)).later_ns == std::vector<TimeNs>{0});
  CHECK(profile.entry(policy("flow(checkpoint=a.safetensors,execution_horizon=4)", 512))
            .first_ns[0] == 1);
  CHECK(profile.entry(policy("flow(steps=1)", 99)).later_ns.back() == 9);

  // Another sampler, another key and another network cost something else.
  for (const PolicyInfo& other : {policy("flow(steps=2)", 512), policy("flow", 1024),
                                  policy("flow(execution_horizon=4,steps=1)"), policy("float")}) {
    const std::string text = message_of([&] { profile.entry(other); });
    CHECK_THAT(text, ContainsSubstring("no entry for " + other.label));
    CHECK_THAT(text, ContainsSubstring("flow, flow(steps=1)"));
  }
  const LatencyProfile twice = parse_latency_profile(
      profile_of(R"json({"policy": "a", "first_ns": [1]}, {"policy": "a", "first_ns": [2]})json"),
      "p");
  CHECK_THAT(message_of([&] { twice.entry(policy("a")); }), ContainsSubstring("two entries"));
}

TEST_CASE("what is no profile is refused", "[latency]") {
  CHECK_THAT(refusal("[1, 2"), ContainsSubstring("is no latency profile"));
  CHECK_THAT(refusal("{}"), ContainsSubstring("is no latency profile"));
  CHECK_THAT(refusal(R"json({"format": "streambed latency profile", "version": 2})json"),
             ContainsSubstring("another version"));
  CHECK_THAT(refusal(R"json({"format": "streambed latency profile", "version": 1})json"),
             ContainsSubstring("entries"));
  const std::map<std::string, std::string> bad = {
      {"3", "no object"},
      {"{}", "without a policy"},
      {R"json({"policy": "a"})json", "lacks first_ns"},
      {R"json({"policy": "a("})json", "a("},
      {R"json({"policy": "a", "first_ns": []})json", "1 to 10000 times"},
      {R"json({"policy": "a", "first_ns": [-1]})json", "whole number"},
      {R"json({"policy": "a", "first_ns": [1.5]})json", "whole number"},
      {R"json({"policy": "a", "first_ns": [1e300]})json", "whole number"},
      {R"json({"policy": "a", "first_ns": [18446744073709551615]})json", "whole number"},
      {R"json({"policy": "a", "first_ns": [2, 1]})json", "ascending"},
      {R"json({"policy": "a", "first_ns": [1], "ignores": "b"})json", "ignores"},
      {R"json({"policy": "a", "first_ns": [1], "weight_bytes": "b"})json", "weight_bytes"}};
  for (const auto& [entry, what] : bad) {
    CHECK_THAT(refusal(profile_of(entry)), ContainsSubstring(what));
  }
  CHECK_THAT(message_of([] { Clock("virtual(profile=nowhere)", shipped_files()); }),
             ContainsSubstring("there is no latency profile") &&
                 ContainsSubstring("published_gpu"));
  const ScratchFolder folder;
  write_text_atomically(folder / "big.json", std::string(5 << 20, ' '));
  CHECK_THAT(message_of([&] { read_latency_profile((folder / "big.json").string()); }),
             ContainsSubstring("limit"));
  // Nothing ships with a program that hands in nothing.
  CHECK_THAT(message_of([] { read_latency_profile("published_gpu"); }),
             ContainsSubstring("there is no latency profile published_gpu"));
}

TEST_CASE("quantiles of samples are nearest ranks", "[latency]") {
  const std::vector<TimeNs> values{10, 20, 30, 40};
  CHECK(sample_quantile(values, 0) == 10);
  CHECK(sample_quantile(values, 0.5) == 20);
  CHECK(sample_quantile(values, 0.51) == 30);
  CHECK(sample_quantile(values, 1) == 40);
}

namespace {

// When the first action of each of 200 plans was ready after its observation, ms.
std::vector<std::int64_t> first_delays(const std::string& clock, Rng rng) {
  const CountingPolicy counting(1, 4);
  const auto memory = counting.start();
  const std::vector<Observation> history(1, Observation{StateVector::Zero(1), {}});
  const auto inference =
      Clock(clock).start({.control_period_ns = 100 * kMs, .policy = &counting.info(), .rng = rng});
  std::vector<std::int64_t> out;
  for (std::int64_t tick = 0; tick < 200; ++tick) {
    REQUIRE(inference->wants_plan(tick));
    PlanRequest request;
    request.history = history;
    request.tick = tick;
    request.last_executed = request.last_generated = Action::Zero(1);
    inference->request(counting, request, memory.get());
    inference->think({nullptr, tick, tick * 100 * kMs}, (tick + 1) * 100 * kMs);
    REQUIRE(inference->upcoming().size() == 1);
    out.push_back(inference->upcoming()[0].ready_ns / kMs - 100 * tick);
    inference->due((tick + 1) * 100 * kMs - 1);
  }
  return out;
}

}  // namespace

TEST_CASE("a profile's costs are drawn from the episode's stream", "[latency]") {
  const ScratchFolder folder;
  const std::string file = (folder / "p.json").string();
  write_text_atomically(
      file,
      profile_of(R"json({"policy": "counting", "first_ns": [10000000, 20000000, 90000000]})json"));
  const std::string drawn = "virtual(profile=\"" + file + "\")";

  const auto delays = first_delays(drawn, Rng{}.fork(1));
  CHECK(delays == first_delays(drawn, Rng{}.fork(1)));
  CHECK(delays != first_delays(drawn, Rng{}.fork(2)));
  std::map<std::int64_t, int> count;
  for (const std::int64_t delay : delays) ++count[delay];
  // A third each, within four standard deviations (6.7).
  REQUIRE(count.size() == 3);
  for (const std::int64_t delay : {10, 20, 90}) CHECK(std::abs(count[delay] - 67) < 27);

  const std::string median = "virtual(draw=median,profile=\"" + file + "\")";
  CHECK(first_delays(median, Rng{}) == std::vector<std::int64_t>(200, 20));
  CHECK(first_delays("virtual(first_ms=20)", Rng{}) == std::vector<std::int64_t>(200, 20));
  CHECK_THAT(message_of([&] { Clock(drawn).check(policy("other")); }),
             ContainsSubstring("no entry for other"));
}

TEST_CASE("the shipped profiles can be read", "[latency]") {
  const LatencyProfile gpu = read_latency_profile("published_gpu", shipped_files());
  CHECK(gpu.entry(policy("streaming_flow(execution_horizon=4)")).first_ns ==
        std::vector<TimeNs>{3'500'000});
  CHECK(gpu.entry(policy("streaming_flow")).later_ns == std::vector<TimeNs>{3'500'000});
  CHECK(gpu.entry(policy("diffusion")).first_ns == std::vector<TimeNs>{322 * kMs});
  CHECK(gpu.entry(policy("diffusion(sampler=ddim)")).first_ns == std::vector<TimeNs>{35 * kMs});
}
