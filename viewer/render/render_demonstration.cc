#include "viewer/render/render_demonstration.h"

#include <fmt/core.h>

#include "viewer/render/recorded_scene.h"

namespace streambed {
namespace {

class DemonstrationFilm final : public Film {
 public:
  DemonstrationFilm(const Task& task, const Demonstration& demonstration, std::string name,
                    const FilmOptions& options)
      : task_(&task),
        demonstration_(&demonstration),
        name_(std::move(name)),
        options_(&options),
        recorded_(task, demonstration),
        data_(make_data(task.model())) {
    show();
    before_ = after_;
  }

  bool done() const override { return row_ + 1 >= recorded_.rows(); }

  void tick() override {
    if (const auto at = task_->point(demonstration_->actions.row(row_).transpose())) {
      overlay_.executed.push_back(*at);
    }
    ++row_;
    before_ = std::move(after_);
    show();
  }

  Image picture(Scene& scene, double t) override {
    scene.pose(t < 1 ? blend(task_->model(), before_, after_, t) : after_);
    const double seconds =
        static_cast<double>(row_ * task_->info().control_period_ns) / kNsPerSecond;
    const std::string label =
        options_->label ? fmt::format("{}\n{:.1f} s", name_, seconds) : std::string();
    return scene.render(options_->width, options_->height, overlay_, {}, label);
  }

 private:
  void show() {
    recorded_.put(row_, *data_);
    after_ = scene_state(task_->model(), *data_);
    overlay_.tick = row_;
    overlay_.plan = recorded_.ahead(row_);
  }

  const Task* task_;
  const Demonstration* demonstration_;
  std::string name_;
  const FilmOptions* options_;
  RecordedScene recorded_;
  DataPtr data_;
  std::int64_t row_ = 0;
  SceneState before_, after_;
  Overlay overlay_;
};

}  // namespace

bool render_demonstration(const Task& task, const Demonstration& demonstration,
                          const std::string& name, const FilmOptions& options) {
  check(options);
  DemonstrationFilm film(task, demonstration, name, options);
  return write_film(film, task, options);
}

}  // namespace streambed
