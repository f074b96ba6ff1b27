#pragma once
// Policies for traces that are computed by hand: what was executed when can be read off the number
// that was executed.

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "sim/clock/known_stream.h"
#include "sim/policy.h"

namespace streambed::testing {

// Plans chunks: action i of plan p is 100 p + i.
class ChunkPolicy : public Policy {
 public:
  ChunkPolicy(int execution_horizon, int prediction_horizon) {
    info_.name = info_.label = "counting";
    info_.execution_horizon = execution_horizon;
    info_.prediction_horizon = prediction_horizon;
  }
  const PolicyInfo& info() const override { return info_; }

  struct Plans final : Memory {
    int count = 0;
  };
  std::unique_ptr<Memory> start() const override { return std::make_unique<Plans>(); }
  StreamPtr plan(const PlanRequest&, Memory* memory) const override {
    std::vector<Action> chunk;
    const int plan = static_cast<Plans&>(*memory).count++;
    for (int i = 0; i < info_.prediction_horizon; ++i) {
      chunk.push_back(Action::Constant(1, 100 * plan + i));
    }
    return stream_of(std::move(chunk));
  }

 protected:
  PolicyInfo info_;
};

// Adds half to every action, a sixteenth for each index, and a thousand for each tick of the newest
// observation.
class CorrectingPolicy : public ChunkPolicy {
 public:
  CorrectingPolicy(int execution_horizon, int prediction_horizon)
      : ChunkPolicy(execution_horizon, prediction_horizon) {
    info_.corrects = true;
  }
  std::optional<Action> correct(const Now& now, const Action& action, std::int64_t index,
                                Memory*) const override {
    return Action(action.array() + 0.5 + static_cast<double>(index) / 16 +
                  1000 * now.observation->state[0]);
  }
};

// Every action is what was observed when its call began, plus 100 for each plan before.
class LookingPolicy : public ChunkPolicy {
 public:
  LookingPolicy(int execution_horizon, int prediction_horizon)
      : ChunkPolicy(execution_horizon, prediction_horizon) {
    info_.every_tick = true;
  }
  StreamPtr plan(const PlanRequest&, Memory* memory) const override {
    struct Stream final : ActionStream {
      std::optional<Action> next(const Now& now, std::stop_token) override {
        if (left-- == 0) return std::nullopt;
        return Action::Constant(1, plan * 100 + now.observation->state[0]);
      }
      int plan = 0, left = 0;
    };
    auto stream = std::make_unique<Stream>();
    stream->plan = static_cast<Plans&>(*memory).count++;
    stream->left = info_.prediction_horizon;
    return stream;
  }
};

}  // namespace streambed::testing
