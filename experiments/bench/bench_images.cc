// Images as policies see them.

#include <chrono>
#include <memory>

#include "experiments/bench/bench_setup.h"
#include "experiments/bench/plan_cycle.h"

namespace streambed {
namespace {

// One camera of a scene, which is put at another start for every image.
class ImageCycle {
 public:
  ImageCycle(const Task& task, const Camera& camera, const SensorsFactory& sensors)
      : task_(&task),
        camera_(camera),
        data_(make_data(task.model())),
        sensors_(sensors(task.model(), {&camera_, 1})) {}

  void run(Samples& out) {
    task_->reset(*data_, kFirstTestStart + start_++, Rng{}.fork("bench"));
    const auto begin = std::chrono::steady_clock::now();
    sensors_->render(*data_, camera_.name);
    out["image"].push_back(microseconds_since(begin));
  }

 private:
  const Task* task_;
  Camera camera_;
  DataPtr data_;
  std::unique_ptr<Sensors> sensors_;
  std::int64_t start_ = 0;
};

}  // namespace

BenchSection image_section(const BenchSetup& plan, const BenchOptions& options,
                           const BenchHooks& hooks) {
  BenchSection section;
  section.pace = options.quick ? BenchPace{0.1, 1} : BenchPace{0.7, 5};
  for (const Camera& camera : plan.cameras) {
    const auto cycle =
        std::make_shared<ImageCycle>(*plan.task, camera, hooks.equipment.sensors);
    section.cases.push_back({"image/" + plan.task->info().label,
                             [cycle](Samples& out) { cycle->run(out); }});
  }
  section.report = [&plan](std::span<const Samples> samples, BenchReport& report) {
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const Camera& camera = plan.cameras[i];
      report.images.push_back({plan.task->info().label, camera.name, camera.width, camera.height,
                               plan.renderer, quantiles(samples[i].at("image"))});
    }
  };
  return section;
}

}  // namespace streambed
