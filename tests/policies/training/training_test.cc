// The training loop: what it keeps, resumes and refuses.

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <fstream>

#include "sim/base/error.h"
#include "sim/base/files.h"
#include "tests/catch.h"
#include "tests/policies/trained.h"

using namespace streambed;
namespace fs = std::filesystem;

namespace {

constexpr const char* kTinyNetwork = "(hidden=16,blocks=2)";
constexpr const char* kQuickTraining =
    "steps=40,batch=16,warmup=5,validate_every=0,validation_episodes=0,threads=1";

}  // namespace

TEST_CASE_METHOD(TrainedFixture, "training lowers the loss", "[learned]") {
  for (const std::string& name : kLearnedMethods) {
    const fs::path path =
        train(name + kTinyNetwork, "steps=1500,batch=64,warmup=50,validation_episodes=0,threads=1",
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
  const fs::path whole =
      train(std::string("flow_matching") + kTinyNetwork, options, "whole.safetensors");

  fs::remove(scratch("broken.safetensors"));

  // Stopped before its first step, the run leaves only its resume file.
  std::stop_source stop;
  stop.request_stop();
  const fs::path broken = train(std::string("flow_matching") + kTinyNetwork, options,
                                "broken.safetensors", stop.get_token());
  CHECK_FALSE(fs::exists(broken));
  REQUIRE(fs::exists(broken.string() + ".resume"));

  SECTION("the same command goes on") {
    train(std::string("flow_matching") + kTinyNetwork, options, "broken.safetensors");
    CHECK(read_checkpoint(broken).tensors.at("output.weight").data ==
          read_checkpoint(whole).tensors.at("output.weight").data);
    CHECK_FALSE(fs::exists(broken.string() + ".resume"));
  }
  SECTION("another command is refused") {
    CHECK_THROWS_WITH(
        train(std::string("flow_matching") + kTinyNetwork,
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
  const std::string policy = std::string("regression") + kTinyNetwork;
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
    const fs::path path = train(policy, kQuickTraining, "older.safetensors");
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
        train(std::string("regression") + kTinyNetwork,
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
  const std::string policy = std::string("regression") + kTinyNetwork;
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
      train(std::string("regression") + kTinyNetwork,
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
  const fs::path path = train(policy, kQuickTraining, "full.safetensors");
  const std::string before = read_file(path);

  // Files may not grow beyond 4 KB: to the program a disk that fills up while it writes.
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit old_limit{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &old_limit) == 0);
  const rlimit small{4096, old_limit.rlim_max};
  REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
  std::string message;
  try {
    train(policy, std::string(kQuickTraining) + ",seed=1", "full.safetensors");
  } catch (const UserError& error) {
    message = error.what();
  }
  setrlimit(RLIMIT_FSIZE, &old_limit);
  std::signal(SIGXFSZ, old_handler);

  CHECK_THAT(message,
             ContainsSubstring("full.safetensors") && ContainsSubstring("is the disk full?"));
  CHECK(read_file(path) == before);
  for (const auto& entry : fs::directory_iterator(path.parent_path()))
    CHECK(entry.path().filename().string().find("full.safetensors.") == std::string::npos);
}
