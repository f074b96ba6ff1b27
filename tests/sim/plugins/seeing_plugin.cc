// A task that sees, in a scene of its own with a mesh, and a policy that acts on every pixel. What
// their author may get wrong can be asked for.

#include "tests/sim/tiny_task.h"

using namespace streambed;

namespace {

// The scene lies beside the plugin (tests/sim/seeing_scene.h writes it): a wedge on a rail, seen by
// the cameras "eye" and "side".
class SeeingTask final : public Task {
 public:
  SeeingTask(const Params& params, const Assets& assets)
      : model_(load_model(assets.path("scene.xml"))), fault_(params.text("fault")) {
    info_.name = params.name();
    info_.label = params.label();
    info_.observation = {{.name = "wedge", .kind = ComponentKind::kPosition, .unit = "m"}};
    info_.action = {{.name = "target", .kind = ComponentKind::kPosition, .unit = "m"}};
    info_.action_low = Action::Constant(1, -1);
    info_.action_high = Action::Constant(1, 1);
    info_.control_period_ns = 50'000'000;
    info_.physics_step_ns = 10'000'000;
    info_.max_ticks = 12;
    info_.cameras = {{"eye", 32, 24}, {"side", 16, 16}};
    if (fault_ == "no_such_camera") info_.cameras[1].name = "nowhere";
    if (fault_ == "huge") info_.cameras[1].width = 1'000'000;
  }
  const TaskInfo& info() const override { return info_; }
  const mjModel& model() const override { return *model_; }
  void reset(mjData& data, std::int64_t context, Rng rng) const override {
    mj_resetData(model_.get(), &data);
    data.qpos[0] = rng.fork(context).uniform(-0.2, 0.2);
    mj_forward(model_.get(), &data);
  }
  void observe(const mjData& data, Sensors& sensors, Observation& out) const override {
    out.state = StateVector::Constant(1, data.qpos[0]);
    out.images.resize(info_.cameras.size());
    out.images[0] = sensors.render(data, fault_ == "unlisted" ? "top" : "eye");
    out.images[1] = sensors.render(data, "side");
    if (fault_ == "wrong_size") std::swap(out.images[0], out.images[1]);
    if (fault_ == "missing_image") out.images.pop_back();
  }
  void apply(const Action& action, mjData& data) const override { data.ctrl[0] = action[0]; }
  Action hold(const mjData& data) const override { return Action::Constant(1, data.ctrl[0]); }
  Progress judge(const mjData&, Fold&) const override { return {}; }

 private:
  ModelPtr model_;
  std::string fault_;
  TaskInfo info_;
};

// Goes where a hash of all that it sees says, so that one other pixel gives another episode.
class Looker final : public Policy {
 public:
  explicit Looker(const Params& params) { info_.name = info_.label = params.name(); }
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest& request, Memory*) const override {
    std::uint64_t hash = 14695981039346656037u;  // FNV-1a
    for (const Image& image : request.history.back().images) {
      for (const std::uint8_t byte : image.pixels) hash = (hash ^ byte) * 1099511628211u;
    }
    return std::make_unique<Stream>(0.3 * (static_cast<double>(hash % 2001) / 1000 - 1));
  }

 private:
  struct Stream : ActionStream {
    explicit Stream(double target) : target(target) {}
    std::optional<Action> next(const Now&, std::stop_token) override {
      return Action::Constant(1, target);
    }
    double target;
  };
  PolicyInfo info_;
};

}  // namespace

STREAMBED_REGISTER(seeing_plugin) {
  registry.add(TaskEntry{.name = "seeing",
                         .summary = "a wedge on a rail, seen by two cameras",
                         .keys = {Key::choice("fault",
                                              {"none", "no_such_camera", "huge", "unlisted",
                                               "wrong_size", "missing_image"},
                                              "what is wrong with it")},
                         .make = [](const Params& params, const Assets& assets) {
                           return std::make_unique<SeeingTask>(params, assets);
                         }});
  registry.add(PolicyEntry{.name = "looker",
                           .summary = "acts on every pixel",
                           .keys = {},
                           .make = [](const Params& params, const Task&, const Assets&) {
                             return std::make_unique<Looker>(params);
                           },
                           .train_keys = {},
                           .train = nullptr});
}
