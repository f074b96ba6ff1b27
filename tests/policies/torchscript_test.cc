// Policies that PyTorch exported (data/make_scripts.py).

#include <atomic>
#include <filesystem>
#include <thread>

#include "sim/base/files.h"
#include "sim/episode.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/policies/trained.h"

using namespace streambed;
namespace fs = std::filesystem;

namespace {

const fs::path kData = source_dir() / "tests/policies/data";

struct ScriptFixture : TrainedFixture {
  std::vector<Observation> history = std::vector<Observation>(2);
  PlanRequest request;

  ScriptFixture() {
    history[0].state.setZero(5);
    history[1].state.resize(5);
    history[1].state << 384, 128, 0, 0, 0;  // 0.5 and -0.5 in the sidecar's units
    request.history = history;
    request.last_executed = Action::Constant(2, 256);
  }
  std::unique_ptr<const Policy> make(const fs::path& file, const std::string& more) const {
    return registry.make_policy("torchscript(file=\"" + file.string() + "\"" + more + ")", *task);
  }
  // A copy of a module whose sidecar has `from` replaced by `to`.
  fs::path with_sidecar(const std::string& name, const std::string& from,
                        const std::string& to) const {
    const fs::path file = scratch(name + ".pt");
    fs::copy_file(kData / (name + ".pt"), file, fs::copy_options::overwrite_existing);
    std::string text = read_file(kData / (name + ".json"));
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    write_text_atomically(fs::path(file).replace_extension(".json"), text);
    return file;
  }
};

}  // namespace

TEST_CASE_METHOD(ScriptFixture, "a velocity made by Python streams like our own", "[torchscript]") {
  const auto policy = make(kData / "velocity.pt", ",kind=velocity");
  const StreamPtr stream = policy->plan(request, nullptr);
  double x = 0;
  int count = 0;
  for (; const auto action = stream->next({}, {}); ++count) {
    x += (0.125 - x) / 16;
    CHECK((*action)[0] == Approx(256 + 256 * x).margin(1e-3));
    CHECK((*action)[1] == Approx(256 - 256 * x).margin(1e-3));
    CHECK(stream->network_calls() == count + 1);
  }
  CHECK(count == 16);
  CHECK(policy->velocity(request.last_executed, 0, history));
}

TEST_CASE_METHOD(ScriptFixture, "a chunk made by Python begins one observation ago",
                 "[torchscript]") {
  const auto policy = make(kData / "chunk.pt", "");
  const StreamPtr stream = policy->plan(request, nullptr);
  for (int i = 2; i <= 16; ++i) {
    const auto action = stream->next({}, {});
    REQUIRE(action);
    CHECK((*action)[0] == Approx(256 + 256 * 0.125 * i / 16).margin(1e-3));
  }
  CHECK_FALSE(stream->next({}, {}));
  CHECK(stream->network_calls() == 1);

  Episode episode(*task, *policy, {.context = 3});
  for (int i = 0; i < 20; ++i) episode.tick();
  CHECK(episode.result().reason == "");
}

TEST_CASE_METHOD(ScriptFixture, "another sidecar makes another policy", "[torchscript]") {
  const auto hash = [&](const std::string& from, const std::string& to) {
    return make(with_sidecar("chunk", from, to), "")->info().checkpoint_hash;
  };
  CHECK(hash("push_t", "push_t") == hash("push_t", "push_t"));
  CHECK(hash("push_t", "push_t") != hash("6.3", "6.4"));
}

TEST_CASE_METHOD(ScriptFixture, "random numbers that a module draws come from the plan's stream",
                 "[torchscript]") {
  const auto policy = make(kData / "noisy.pt", "");
  CHECK(policy->info().remarks.size() == 1);
  CHECK(make(kData / "chunk.pt", "")->info().remarks.empty());
  const auto first_action = [&](const Rng& rng) {
    PlanRequest own = request;
    own.rng = rng;
    return policy->plan(own, nullptr)->next({}, {}).value();
  };
  const Rng rng = Rng{}.fork("noisy");
  const Action expected = first_action(rng);
  CHECK(expected != first_action(rng.fork(1)));
  CHECK(expected == first_action(rng));

  // Whatever other threads draw meanwhile.
  std::vector<std::thread> threads;
  std::atomic<int> different = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 20; ++j) {
        if (i % 2 == 0 && first_action(rng) != expected) ++different;
        if (i % 2 == 1) first_action(rng.fork(j));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(different == 0);
}

TEST_CASE_METHOD(ScriptFixture, "a sidecar is told by name what is wrong with it",
                 "[torchscript]") {
  const auto refused = [&](const std::string& from, const std::string& to,
                           const std::string& words) {
    const fs::path file = with_sidecar("chunk", from, to);
    const std::string beside = fs::path(file).replace_extension(".json").string();
    CHECK_THROWS_WITH(make(file, ""),
                      Catch::Matchers::StartsWith(beside) && ContainsSubstring(words));
  };
  refused("\"protocol\"", "\"protocoll\"", "\"protocoll\". Did you mean \"protocol\"?");
  refused("\"protocol\": \"dp\"", "\"previous_actoin\": true", "previous_action");
  refused("\"angle_indices\"", "\"angle_indexes\"", "angle_indices");
  refused("\"observation_horizon\": 2,", "", "lacks observation_horizon");
  refused("\"observation_horizon\": 2", "\"observation_horizon\": 2.5", "must be an integer");
  refused("\"version\"", "version", "is no JSON");
  const fs::path lonely = scratch("lonely.pt");
  fs::copy_file(kData / "chunk.pt", lonely, fs::copy_options::overwrite_existing);
  CHECK_THROWS_WITH(make(lonely, ""), ContainsSubstring("lonely.json does not exist"));
}

TEST_CASE_METHOD(ScriptFixture, "what went wrong inside of a module is shown", "[torchscript]") {
  // The cause that the interpreter found, not that it found one.
  CHECK_THROWS_WITH(
      make(with_sidecar("chunk", "\"observation_horizon\": 2", "\"observation_horizon\": 3"), ""),
      ContainsSubstring("RuntimeError: mat1 and mat2 shapes cannot be multiplied"));
}

TEST_CASE_METHOD(ScriptFixture, "a module that does not fit its sidecar is refused",
                 "[torchscript]") {
  CHECK_THROWS_WITH(registry.make_policy("torchscript", *task), ContainsSubstring("file="));
  CHECK_THROWS_WITH(make("nowhere.pt", ""), ContainsSubstring("nowhere"));
  CHECK_THROWS_WITH(make(kData / "velocity.pt", ""), ContainsSubstring("kind="));
  CHECK_THROWS_WITH(make(kData / "chunk.pt", ",kind=velocity"), ContainsSubstring("kind="));
  CHECK_THROWS_WITH(make(kData / "chunk.pt", ",execution_horizon=16"), ContainsSubstring("15"));
  CHECK_THROWS_WITH(
      make(with_sidecar("chunk", "\"prediction_horizon\": 16", "\"prediction_horizon\": 12"), ""),
      ContainsSubstring("sidecar"));
  CHECK_THROWS_WITH(
      make(with_sidecar("chunk", "\"observation_horizon\": 2", "\"observation_horizon\": 3"), ""),
      ContainsSubstring("sidecar"));
  CHECK_THROWS_WITH(make(with_sidecar("chunk", "push_t", "avoiding"), ""),
                    ContainsSubstring("avoiding"));
  CHECK_THROWS_WITH(make(with_sidecar("chunk", "\"normaliser\"", "\"normalizer\""), ""),
                    ContainsSubstring("normaliser"));
  const fs::path fake = with_sidecar("chunk", "push_t", "push_t");
  write_text_atomically(fake, "no module");
  CHECK_THROWS_WITH(make(fake, ""), ContainsSubstring("no TorchScript module"));
}
