// Tasks with every mistake that their authors can make.

#include <type_traits>

#include "tests/sim/tiny_task.h"

using namespace streambed;

namespace {

// A force that no simulation survives.
class Diverging final : public testing::TinyTask {
 public:
  Diverging() : TinyTask("diverging") { info_.modes = {"left"}; }
  int mode(const Fold&) const override { return -1; }
  void step(mjData& data) const override {
    if (data.time > 0.1) data.qfrc_applied[0] = 1e30;
    mj_step(&model(), &data);
  }
};

struct NoAsset : testing::TinyTask {
  explicit NoAsset(const Assets& assets) { load_model(assets.path("nowhere.xml")); }
};
struct BrokenAsset : testing::TinyTask {
  BrokenAsset() { parse_model("<mujoco><worldbody><geom></worldbody></mujoco>"); }
};
struct NoMode : testing::TinyTask {
  NoMode() : TinyTask("no_mode") { info_.modes = {"left", "right"}; }
};
struct WildMode : testing::TinyTask {
  WildMode() : TinyTask("wild_mode") { info_.modes = {"left", "right"}; }
  struct WildFold final : testing::TinyFold {
    double time = 0;
  };
  std::unique_ptr<Fold> begin(const mjData&) const override { return std::make_unique<WildFold>(); }
  Progress judge(const mjData& data, Fold& fold) const override {
    fold_of<WildFold>(fold).time = data.time;
    return TinyTask::judge(data, fold);
  }
  int mode(const Fold& fold) const override { return fold_of<WildFold>(fold).time > 0.2 ? 7 : -1; }
};
struct NoFold : testing::TinyTask {
  NoFold() : TinyTask("no_fold") {}
  std::unique_ptr<Fold> begin(const mjData&) const override { return nullptr; }
};
struct NoLimits : testing::TinyTask {
  NoLimits() : TinyTask("no_limits") { info_.action_low = Action::Constant(2, 0); }
};
struct WideView : testing::TinyTask {
  WideView() : TinyTask("wide_view") {}
  void observe(const mjData&, Sensors&, Observation& out) const override {
    out.state = StateVector::Zero(3);
  }
};
// Has the starts 0 to 9.
struct TenStarts : testing::TinyTask {
  TenStarts() : TinyTask("ten_starts") {}
  void reset(mjData& data, std::int64_t context, Rng rng) const override {
    if (context > 9) throw UserError("ten_starts has the starts 0 to 9; lower --seed");
    TinyTask::reset(data, context, rng);
  }
};

template <class Faulty>
void add(Registry& registry, const char* name) {
  registry.add(TaskEntry{.name = name,
                         .summary = "faulty",
                         .make = [](const Params&, const Assets& assets) -> std::unique_ptr<Task> {
                           if constexpr (std::is_constructible_v<Faulty, const Assets&>) {
                             return std::make_unique<Faulty>(assets);
                           } else {
                             return std::make_unique<Faulty>();
                           }
                         }});
}

}  // namespace

STREAMBED_REGISTER(faulty_tasks_plugin) {
  add<Diverging>(registry, "diverging");
  add<NoAsset>(registry, "no_asset");
  add<BrokenAsset>(registry, "broken_asset");
  add<NoMode>(registry, "no_mode");
  add<WildMode>(registry, "wild_mode");
  add<NoFold>(registry, "no_fold");
  add<NoLimits>(registry, "no_limits");
  add<WideView>(registry, "wide_view");
  add<TenStarts>(registry, "ten_starts");
  registry.add(TaskEntry{.name = "nothing",
                         .summary = "faulty",
                         .make = [](const Params&, const Assets&) {
                           return nullptr;
                         }});
}
