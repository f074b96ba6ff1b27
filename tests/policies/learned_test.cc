// What every learned policy must do, whatever its mathematics.

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <fstream>

#include "sim/episode.h"
#include "sim/error.h"
#include "sim/files.h"
#include "tests/catch.h"
#include "tests/policies/trained.h"

using namespace streambed;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> kMethods = {
    "streaming_flow", "diffusion",           "flow_matching",      "streaming_diffusion",
    "regression",     "velocity_regression", "two_step_regression"};
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
  for (int i = 0; i < ticks && episode.tick(); ++i) actions.push_back(episode.frame().executed);
  CHECK(episode.result().reason.empty());
  return actions;
}

}  // namespace

TEST_CASE_METHOD(TrainedFixture, "every method trains, saves, loads and runs", "[learned]") {
  for (const std::string& name : kMethods) {
    INFO(name);
    const fs::path path = train(name + kTiny, kQuick, name + ".safetensors");
    CHECK_FALSE(fs::exists(path.string() + ".resume"));
    CHECK(fs::exists(fs::path(path).replace_extension(".csv")));
    const auto policy = registry.make_policy(with_checkpoint(name, path), *task);
    CHECK(policy->info().checkpoint_hash == sha256_hex(read_file(path)));
    CHECK(rollout(*task, *policy, 20) == rollout(*task, *policy, 20));
  }
}

TEST_CASE_METHOD(TrainedFixture, "training lowers the loss", "[learned]") {
  for (const std::string& name : kMethods) {
    const fs::path path =
        train(name + kTiny, "steps=1500,batch=64,warmup=50,validation_episodes=0,threads=1",
              name + "_loss.safetensors");
    std::ifstream curve(path.parent_path() / (name + "_loss.csv"));
    std::string line;
    std::vector<double> losses;
    std::getline(curve, line);
    while (std::getline(curve, line)) {
      const auto first = line.find(','), second = line.find(',', first + 1);
      losses.push_back(std::stod(line.substr(second + 1)));
    }
    INFO(name);
    REQUIRE(losses.size() == 3);
    CHECK(losses.back() < 0.85 * losses.front());
  }
}

TEST_CASE_METHOD(TrainedFixture, "a stopped run continues to the same weights", "[learned]") {
  const std::string options = "steps=30,batch=8,warmup=5,validation_episodes=0,threads=1";
  const fs::path whole = train(std::string("flow_matching") + kTiny, options, "whole.safetensors");

  fs::remove(scratch("broken.safetensors"));

  // Stopped before its first step, the run leaves only its resume file.
  std::stop_source stop;
  stop.request_stop();
  const fs::path broken =
      train(std::string("flow_matching") + kTiny, options, "broken.safetensors", stop.get_token());
  CHECK_FALSE(fs::exists(broken));
  REQUIRE(fs::exists(broken.string() + ".resume"));

  SECTION("the same command goes on") {
    train(std::string("flow_matching") + kTiny, options, "broken.safetensors");
    CHECK(read_checkpoint(broken).tensors.at("output.weight").data ==
          read_checkpoint(whole).tensors.at("output.weight").data);
    CHECK_FALSE(fs::exists(broken.string() + ".resume"));
  }
  SECTION("another command is refused") {
    CHECK_THROWS_WITH(
        train(std::string("flow_matching") + kTiny,
              "steps=31,batch=8,warmup=5,validation_episodes=0,threads=1", "broken.safetensors"),
        ContainsSubstring("delete it"));
  }
  fs::remove(broken.string() + ".resume");
}

TEST_CASE_METHOD(TrainedFixture, "a run that diverges keeps the weights of its last validation",
                 "[learned]") {
  // Decay turns every weight into -2 times itself, step by step.
  const std::string wild =
      "steps=600,batch=8,warmup=0,learning_rate=1,weight_decay=3,ema_max=0,validate_every=2,"
      "validation_episodes=1,threads=1";
  const std::string policy = std::string("regression") + kTiny;
  SECTION("the file is that of the last validation with the best score") {
    int validations = 0;
    validate = [&](const Policy&, int) { return Validation{++validations == 2 ? 0.5 : 0.1, 0}; };
    CHECK_THROWS_WITH(train(policy, wild, "wild.safetensors"),
                      ContainsSubstring("diverged") && ContainsSubstring("lower learning_rate") &&
                          ContainsSubstring("kept the weights of step 4"));
    const Checkpoint kept = read_checkpoint(scratch("wild.safetensors"));
    CHECK(kept.record.at("chosen_step") == 4);
    for (const auto& [name, value] : kept.tensors)
      CHECK(std::ranges::all_of(value.data, [](float weight) { return std::isfinite(weight); }));
  }
  SECTION("choose=last does not take weights that are lost already") {
    validate = [&](const Policy&, int) { return Validation{0.5, 0}; };
    CHECK_THROWS_WITH(train(policy, wild + ",choose=last", "wild_last.safetensors"),
                      ContainsSubstring("diverged"));
    CHECK_NOTHROW(read_checkpoint(scratch("wild_last.safetensors")));
  }
  SECTION("without a validation an older checkpoint is left as it was") {
    const fs::path path = train(policy, kQuick, "older.safetensors");
    const std::string before = read_file(path);
    CHECK_THROWS_WITH(train(policy, wild, "older.safetensors"), ContainsSubstring("diverged"));
    CHECK(read_file(path) == before);
  }
}

TEST_CASE_METHOD(TrainedFixture, "the weights kept are those that choose names", "[learned]") {
  // The first of three validations has the best score, the second the most successes.
  int validations = 0;
  validate = [&](const Policy&, int) {
    const int n = ++validations;
    return Validation{n == 1 ? 0.9 : 0.8, n == 2 ? 0.6 : 0.5};
  };
  const auto chosen = [&](const std::string& choose) {
    validations = 0;
    const fs::path path =
        train(std::string("regression") + kTiny,
              "steps=30,batch=8,warmup=5,validate_every=10,threads=1,choose=" + choose,
              "chosen_" + choose + ".safetensors");
    const auto record = read_checkpoint(path).record;
    CHECK(record.at("curve").at(1).at("validation_success") == 0.6);
    return record.at("chosen_step").get<int>();
  };
  CHECK(chosen("score") == 10);
  CHECK(chosen("success") == 20);
  CHECK(chosen("last") == 30);
}

TEST_CASE_METHOD(TrainedFixture, "a validation that was stopped is made again", "[learned]") {
  const std::string options =
      "steps=30,batch=8,warmup=5,validate_every=10,threads=1,choose=last,keep=true";
  std::stop_source stop;
  int validations = 0;
  validate = [&](const Policy&, int) {
    if (++validations == 3) stop.request_stop();
    return Validation{0.5, 0};
  };
  const std::string policy = std::string("regression") + kTiny;
  const fs::path path = train(policy, options, "stopped.safetensors", stop.get_token());
  CHECK_FALSE(fs::exists(path));
  CHECK_FALSE(fs::exists(scratch("stopped-step=30.safetensors")));
  CHECK(read_checkpoint(train(policy, options, "stopped.safetensors")).record.at("chosen_step") ==
        30);
}

TEST_CASE_METHOD(TrainedFixture, "keep=true keeps the weights of every validation beside the best",
                 "[learned]") {
  int validations = 0;
  validate = [&](const Policy&, int) { return Validation{++validations == 2 ? 0.5 : 0.1, 0}; };
  const fs::path path =
      train(std::string("regression") + kTiny,
            "steps=30,batch=8,warmup=5,validate_every=10,keep=true,threads=1", "kept.safetensors");
  for (const int step : {10, 20, 30}) {
    const Checkpoint kept =
        read_checkpoint(scratch("kept-step=" + std::to_string(step) + ".safetensors"));
    CHECK(kept.record.at("chosen_step") == step);
    CHECK(kept.record.at("curve").size() == static_cast<std::size_t>(step / 10));
    const std::string name = kept.tensors.begin()->first;
    const bool best = read_checkpoint(path).tensors.at(name).data == kept.tensors.at(name).data;
    CHECK(best == (step == 20));
  }
}

TEST_CASE_METHOD(TrainedFixture, "a disk that is full costs the new checkpoint, not the old one",
                 "[learned]") {
  const std::string policy = "regression(hidden=32,blocks=2)";
  const fs::path path = train(policy, kQuick, "full.safetensors");
  const std::string before = read_file(path);

  // Files may not grow beyond 4 KB: to the program a disk that fills up while it writes.
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit old_limit{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &old_limit) == 0);
  const rlimit small{4096, old_limit.rlim_max};
  REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
  std::string message;
  try {
    train(policy, std::string(kQuick) + ",seed=1", "full.safetensors");
  } catch (const UserError& error) {
    message = error.what();
  }
  setrlimit(RLIMIT_FSIZE, &old_limit);
  std::signal(SIGXFSZ, old_handler);

  CHECK_THAT(message, ContainsSubstring("full.safetensors") && ContainsSubstring("is the disk full?"));
  CHECK(read_file(path) == before);
  for (const auto& entry : fs::directory_iterator(path.parent_path()))
    CHECK(entry.path().filename().string().find("full.safetensors.") == std::string::npos);
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
                    ContainsSubstring("no checkpoint at"));
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
  for (const std::string& name : kMethods) {
    const fs::path path = train(name + "(hidden=16,blocks=2,previous_action=true)", kQuick,
                                name + "_previous.safetensors");
    const auto policy = registry.make_policy(with_checkpoint(name, path), *task);
    PlanRequest request;
    std::vector<Observation> history(2);
    for (Observation& frame : history) {
      frame.state = demonstrations.episodes[0].states.row(0).transpose();
    }
    request.history = history;
    request.last_executed = Action::Constant(2, 200);
    const auto first = [&] {
      const auto memory = policy->start();
      return *policy->plan(request, memory.get())->next({});
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
  CHECK(calls("velocity_regression", kTiny) == 8);
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
    for (Observation& frame : history) {
      frame.state = demonstrations.episodes[0].states.row(0).transpose();
    }
    PlanRequest request;
    request.history = history;
    request.last_executed = Action::Constant(2, 200);
    const auto last = [&](int draw) {
      request.rng = Rng{}.fork(draw);
      const StreamPtr stream = policy->plan(request, nullptr);
      Action out;
      while (const auto action = stream->next({})) out = *action;
      return out;
    };
    CHECK((last(1) != last(2)) == latent);
    CHECK(last(1) == last(1));
  }
}
