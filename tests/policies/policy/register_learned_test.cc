// What every learned policy must do, whatever its mathematics.

#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/episode.h"
#include "tests/catch.h"
#include "tests/policies/trained.h"

using namespace streambed;
namespace fs = std::filesystem;

namespace {

constexpr const char* kTiny = "(hidden=16,blocks=2)";
constexpr const char* kQuick =
    "steps=40,batch=16,warmup=5,validate_every=0,validation_episodes=0,threads=1";

std::string with_checkpoint(const std::string& policy, const fs::path& path,
                            const std::string& more = "") {
  return policy + "(checkpoint=\"" + path.string() + "\"" + more + ")";
}

// Executed actions of a short episode.
std::vector<Action> rollout(const Task& task, const Policy& policy, int ticks) {
  Episode episode(task, policy, {.context = 3});
  std::vector<Action> actions;
  for (int i = 0; i < ticks && episode.tick(); ++i) actions.push_back(episode.tick_view().executed);
  CHECK(episode.result().reason.empty());
  return actions;
}

}  // namespace

TEST_CASE_METHOD(TrainedFixture, "every method trains, saves, loads and runs", "[learned]") {
  for (const std::string& name : kLearnedMethods) {
    INFO(name);
    const fs::path path = train(name + kTiny, kQuick, name + ".safetensors");
    CHECK_FALSE(fs::exists(path.string() + ".resume"));
    CHECK(fs::exists(fs::path(path).replace_extension(".csv")));
    const auto policy = registry.make_policy(with_checkpoint(name, path), *task);
    CHECK(policy->info().checkpoint_hash == sha256_hex(read_file(path)));
    CHECK(rollout(*task, *policy, 20) == rollout(*task, *policy, 20));
  }
}

TEST_CASE_METHOD(TrainedFixture, "a checkpoint refuses what it was not trained for", "[learned]") {
  const fs::path path = train("streaming_flow(hidden=16,blocks=2,k=3)", kQuick, "k3.safetensors");
  const auto make = [&](const std::string& spec, const Task& on) {
    return registry.make_policy(spec, on);
  };
  CHECK_NOTHROW(make(with_checkpoint("streaming_flow", path, ",k=3"), *task));
  CHECK_NOTHROW(make(with_checkpoint("streaming_flow", path, ",k=3.0"), *task));
  CHECK_THROWS_WITH(make(with_checkpoint("streaming_flow", path, ",k=5"), *task),
                    ContainsSubstring("trained with k=3"));
  CHECK_THROWS_WITH(make(with_checkpoint("diffusion", path), *task),
                    ContainsSubstring("streaming_flow"));
  CHECK_THROWS_WITH(make(with_checkpoint("streaming_flow", path, ",execution_horizon=17"), *task),
                    ContainsSubstring("prediction_horizon"));
  const auto keypoints = registry.make_task("push_t(obs=keypoints)");
  CHECK_THROWS_WITH(make(with_checkpoint("streaming_flow", path), *keypoints),
                    ContainsSubstring("trained on push_t"));
  const auto states = registry.make_task("push_t(protocol=sfp_state)");
  CHECK_THROWS_WITH(make(with_checkpoint("streaming_flow", path), *states),
                    ContainsSubstring("protocol"));
  CHECK_THROWS_WITH(make("streaming_flow(checkpoint=nowhere.safetensors)", *task),
                    ContainsSubstring("no checkpoint"));
}

TEST_CASE_METHOD(TrainedFixture, "keys that training no longer has are read at their plain value",
                 "[learned]") {
  const fs::path path = train("streaming_flow(hidden=16,blocks=2)", kQuick, "plain.safetensors");
  const auto with_key = [&](const std::string& key, const std::string& value) {
    Checkpoint checkpoint = read_checkpoint(path);
    checkpoint.trained[key] = value;
    const fs::path changed = scratch("removed_key.safetensors");
    write_checkpoint(changed, checkpoint);
    return registry.make_policy(with_checkpoint("streaming_flow", changed), *task);
  };
  CHECK_NOTHROW(with_key("motion", "0"));
  CHECK_NOTHROW(with_key("start", "previous"));
  CHECK_NOTHROW(with_key("train_times", "continuous"));
  CHECK_THROWS_WITH(with_key("motion", "20"),
                    ContainsSubstring("removed_key.safetensors was trained with motion=20"));
  CHECK_THROWS_WITH(with_key("start", "carried"), ContainsSubstring("start=carried"));
}

TEST_CASE_METHOD(TrainedFixture, "a checkpoint runs with the execution horizon it was chosen with",
                 "[learned]") {
  const auto horizon = [&](const fs::path& path, const std::string& more = "") {
    const auto policy = registry.make_policy(with_checkpoint("flow_matching", path, more), *task);
    return policy->info().execution_horizon;
  };
  const std::string tiny = "flow_matching(hidden=16,blocks=2";
  const fs::path chosen = train(tiny + ",execution_horizon=2)", kQuick, "chosen.safetensors");
  CHECK(horizon(chosen) == 2);
  CHECK(horizon(chosen, ",execution_horizon=4") == 4);
  CHECK(horizon(train(tiny + ")", kQuick, "usual.safetensors")) == 8);
}

TEST_CASE_METHOD(TrainedFixture, "poses relative to the agent are part of what a policy observes",
                 "[learned]") {
  const fs::path path =
      train("flow_matching(hidden=16,blocks=2,relative=10)", kQuick, "relative.safetensors");
  const Checkpoint checkpoint = read_checkpoint(path);
  // The T's place, two numbers; its angle was two already.
  CHECK(checkpoint.normaliser.encoded_state_size() == 8);
  CHECK_NOTHROW(registry.make_policy(with_checkpoint("flow_matching", path), *task));
  CHECK_THROWS_WITH(
      registry.make_policy(with_checkpoint("flow_matching", path, ",relative=5"), *task),
      ContainsSubstring("trained with relative=10"));
}

TEST_CASE_METHOD(TrainedFixture, "a foreign or damaged file is no checkpoint", "[learned]") {
  const fs::path path = scratch("foreign.safetensors");
  write_safetensors(path, {{{"who", "somebody"}}, {}}, StoredType::kFloat32);
  CHECK_THROWS_WITH(read_checkpoint(path), ContainsSubstring("no checkpoint of streambed"));
  write_safetensors(path, {{{"streambed", R"({"version":99})"}}, {}}, StoredType::kFloat32);
  CHECK_THROWS_WITH(read_checkpoint(path), ContainsSubstring("version"));
  write_safetensors(path, {{{"streambed", R"({"version":1})"}}, {}}, StoredType::kFloat32);
  CHECK_THROWS_WITH(read_checkpoint(path), ContainsSubstring("incomplete"));

  // Numbers that would slow every call down.
  Checkpoint slow =
      read_checkpoint(train("flow_matching(hidden=16,blocks=2)", kQuick, "denormal.safetensors"));
  slow.tensors.at("output.weight").data[3] = 1e-39f;
  TensorFile file = read_safetensors(scratch("denormal.safetensors"));
  file.tensors = slow.tensors;
  write_safetensors(path, file, StoredType::kFloat32);
  CHECK_THROWS_WITH(read_checkpoint(path), ContainsSubstring("denormal"));

  // The right header over weights of another shape.
  Checkpoint checkpoint =
      read_checkpoint(train("flow_matching(hidden=16,blocks=2)", kQuick, "shape.safetensors"));
  checkpoint.trained["hidden"] = "32";
  write_checkpoint(path, checkpoint);
  CHECK_THROWS_WITH(registry.make_policy(with_checkpoint("flow_matching", path), *task),
                    ContainsSubstring("do not fit"));
}

TEST_CASE_METHOD(TrainedFixture, "diffusion's samplers check their steps", "[learned]") {
  const fs::path path = train(std::string("diffusion") + kTiny, kQuick, "steps.safetensors");
  for (const char* keys : {"", ",sampler=ddim", ",sampler=ddim,steps=5"}) {
    const auto policy = registry.make_policy(with_checkpoint("diffusion", path, keys), *task);
    Episode episode(*task, *policy, {});
    episode.tick();
    const std::int64_t calls = std::string(keys).empty() ? 100 : keys[13] == ',' ? 5 : 10;
    CHECK(episode.result().network_calls == calls);
  }
  CHECK_THROWS_AS(registry.make_policy(with_checkpoint("diffusion", path, ",steps=10"), *task),
                  UserError);
  CHECK_THROWS_AS(
      registry.make_policy(with_checkpoint("diffusion", path, ",sampler=ddim,steps=7"), *task),
      UserError);
}

TEST_CASE_METHOD(TrainedFixture, "previous_action is an observation option of all", "[learned]") {
  for (const std::string& name : kLearnedMethods) {
    const fs::path path = train(name + "(hidden=16,blocks=2,previous_action=true)", kQuick,
                                name + "_previous.safetensors");
    const auto policy = registry.make_policy(with_checkpoint(name, path), *task);
    PlanRequest request;
    std::vector<Observation> history(2);
    for (Observation& observation : history) {
      observation.state = demonstrations.episodes[0].states.row(0).transpose();
    }
    request.history = history;
    request.last_executed = Action::Constant(2, 200);
    const auto first = [&] {
      const auto memory = policy->start();
      return *policy->plan(request, memory.get())->next({}, {});
    };
    const Action one = first();
    request.last_executed = Action::Constant(2, 300);
    INFO(name);
    CHECK(one != first());
  }
}

TEST_CASE_METHOD(TrainedFixture, "what the newest additions call and refuse", "[learned]") {
  const auto calls = [&](const std::string& name, const std::string& keys) {
    const fs::path path = train(name + keys, kQuick, name + "_calls.safetensors");
    const auto policy = registry.make_policy(with_checkpoint(name, path), *task);
    Episode episode(*task, *policy, {});
    // Three plans, so that what is carried from plan to plan is used.
    for (int i = 0; i < 24; ++i) episode.tick();
    CHECK(episode.result().reason == "");
    return episode.result().network_calls / 3;
  };
  CHECK(calls("regression", kTiny) == 1);
  CHECK(calls("two_step_regression", kTiny) == 2);
  CHECK(calls("streaming_diffusion", kTiny) == 50);
  CHECK(calls("streaming_flow", "(hidden=16,blocks=2,latent=true)") == 8);
  CHECK(calls("streaming_flow", "(hidden=16,blocks=2,imitate=state)") == 8);

  CHECK_THROWS_WITH(train("streaming_diffusion(prediction_horizon=16)", kQuick, "x.safetensors"),
                    ContainsSubstring("prediction_horizon"));
  CHECK_THROWS_WITH(train("streaming_diffusion(execution_horizon=4)", kQuick, "x.safetensors"),
                    ContainsSubstring("execution_horizon=8"));
  CHECK_THROWS_WITH(train("streaming_flow(latent=true,k=0,sigma1=0.1)", kQuick, "x.safetensors"),
                    ContainsSubstring("sigma1"));
}

TEST_CASE_METHOD(TrainedFixture, "LibTorch runs a network that the fused engine does not know",
                 "[learned]") {
  for (const std::string name : {"streaming_flow", "flow_matching"}) {
    const fs::path path = train(name + "(network=unet)", "steps=2,batch=8,validation_episodes=0",
                                name + "_unet.safetensors");
    const auto policy = registry.make_policy(with_checkpoint(name, path), *task);
    CHECK_THAT(policy->info().engine, ContainsSubstring("torch"));
    REQUIRE(policy->info().remarks.size() == 1);
    CHECK_THAT(policy->info().remarks[0], ContainsSubstring("LibTorch runs it"));
    Episode episode(*task, *policy, {});
    for (int i = 0; i < 10; ++i) episode.tick();
    CHECK(episode.result().reason == "");
  }
  CHECK_THROWS_WITH(train("streaming_diffusion(network=unet)", kQuick, "x.safetensors"),
                    ContainsSubstring("network=mlp"));
  CHECK_THROWS_WITH(train("flow_matching(size=paper)", kQuick, "x.safetensors"),
                    ContainsSubstring("network=unet"));
}

TEST_CASE_METHOD(TrainedFixture, "a latent plan differs from draw to draw, a plain one does not",
                 "[learned]") {
  for (const bool latent : {false, true}) {
    const fs::path path = train(
        std::string("streaming_flow(hidden=16,blocks=2,latent=") + (latent ? "true)" : "false)"),
        kQuick, "latent.safetensors");
    const auto policy = registry.make_policy(with_checkpoint("streaming_flow", path), *task);
    std::vector<Observation> history(2);
    for (Observation& observation : history) {
      observation.state = demonstrations.episodes[0].states.row(0).transpose();
    }
    PlanRequest request;
    request.history = history;
    request.last_executed = Action::Constant(2, 200);
    const auto last = [&](int draw) {
      request.rng = Rng{}.fork(draw);
      const StreamPtr stream = policy->plan(request, nullptr);
      Action out;
      while (const auto action = stream->next({}, {})) out = *action;
      return out;
    };
    CHECK((last(1) != last(2)) == latent);
    CHECK(last(1) == last(1));
  }
}
