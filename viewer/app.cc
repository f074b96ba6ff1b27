#include "viewer/app.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <exception>

#include "sim/base/error.h"
#include "viewer/choices.h"
#include "viewer/lateness.h"

namespace streambed {
namespace {

template <class T>
bool is_ready(std::future<T>& future) {
  return future.valid() && future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

PanelState first_state(const Registry& registry, const ViewOptions& options) {
  PanelState state;
  state.settings = read_settings(options.settings_folder);
  if (options.width > 0) state.settings.width = options.width;
  if (options.height > 0) state.settings.height = options.height;
  if (!options.demonstrations.empty()) {
    state.settings.demonstrations_file = options.demonstrations.string();
  }
  state.policies = options.policies;
  for (const PolicyEntry& entry : registry.policies()) {
    if (std::find(state.policies.begin(), state.policies.end(), entry.name) ==
        state.policies.end()) {
      state.policies.push_back(entry.name);
    }
  }
  return state;
}

Cast first_cast(const Registry& registry, const ViewOptions& options) {
  EpisodeKey key{.context = options.context, .clock = options.clock};
  if (!options.results_row.empty()) {
    if (!options.hooks.resolve_row)
      throw UserError("this program cannot read results of sweeps; use streambed view");
    const RunKey run = options.hooks.resolve_row(options.results_row);
    return make_cast(registry, run.task, {run.policy}, run.key);
  }
  Cast cast{registry.make_task(chosen_task(registry, options)), {}, key, {}};
  cast.key.clock = clock_label(options.clock);
  // What the command names must work; the first three are shown side by side only when asked for.
  const auto shown = static_cast<std::size_t>(std::clamp(options.side_by_side, 1, kMaxLanes));
  cast.policies.push_back(chosen_policy(registry, options, *cast.task));
  for (std::size_t i = 1; i < std::min(shown, options.policies.size()); ++i) {
    cast.policies.push_back(registry.make_policy(options.policies[i], *cast.task));
  }
  return cast;
}

// The form of whatever spec the registry's entries declare keys for.
template <class Entries>
SpecForm form_of(const Entries& entries, const std::string& spec) {
  const std::string name = spec.substr(0, spec.find('('));
  for (const auto& entry : entries) {
    if (entry.name == name) return SpecForm::from(spec, entry.keys);
  }
  return {name, {}};
}

}  // namespace

App::App(const Registry& registry, const ViewOptions& options)
    : registry_(registry),
      options_(options),
      state_(first_state(registry, options)),
      window_("streambed", {state_.settings.width, state_.settings.height}) {
  replay_ = [this](int index) { show_demonstration(index); };
  show_cast(first_cast(registry, options));
  if (!options.demonstrations.empty()) state_.wishes.demonstrations = options.demonstrations;
  window_.set_dark(state_.settings.dark);
}

void App::show_cast(Cast cast) {
  state_.message = cast.note;
  hands_ = Hands();
  demonstrations_ = {};
  state_.demonstrations = 0;
  state_.task_form = form_of(registry_.tasks(), cast.task->info().label);
  state_.clock_form = form_of(clock_entries(), cast.key.clock);
  for (std::size_t i = 0; i < cast.policies.size(); ++i) {
    state_.policy_forms[i] = form_of(registry_.policies(), cast.policies[i]->info().label);
  }
  window_.set_title(("streambed: " + cast.task->info().label).c_str());
  // The old one ends first: two scenes would share the window's OpenGL.
  stage_.reset();
  stage_ = std::make_unique<Stage>(registry_, std::move(cast), options_.hooks.equipment);
  stage_->session.set_speed(state_.settings.speed);
  stage_->session.set_probe(state_.settings.probe);
}

void App::run() {
  for (std::int64_t i = 0; !window_.closing() && !options_.stop.stop_requested(); ++i) {
    if (options_.close_after_frames > 0 && i >= options_.close_after_frames) break;
    frame();
    if (options_.watcher) options_.watcher(state_, stage_->snapshots(), i);
  }
  if (camera_roll_.filming()) camera_roll_.toggle_film(0, 0);
  const Size size = window_.size();
  state_.settings.width = size.width;
  state_.settings.height = size.height;
  write_settings(options_.settings_folder, state_.settings);
  if (options_.frame_times) print_times();
}

void App::print_times() {
  fmt::print("{}\n", times_.summary());
  const EpisodeKey key = stage_->session.key();
  const auto task = stage_->task;
  const std::string spec = stage_->session.policies().front();
  // The first entry is the start, before any tick.
  std::vector<double> begin_ms = stage_->snapshots().front().series.begin_ms;
  if (!key.clock.starts_with("wall") || begin_ms.size() < 2) return;
  begin_ms.erase(begin_ms.begin());
  // Nothing else may run beside what is timed.
  stage_.reset();
  const auto policy = registry_.make_policy(spec, *task);
  fmt::print("{}\n", compare_lateness(*task, *policy, key, begin_ms, options_.hooks.equipment));
}

void App::frame() {
  poll_loading();
  stage_->poll();
  next_when_done();
  window_.begin_frame();

  times_.begin();
  state_.widgets.clear();
  PanelContext context = panel_context();
  handle_keys(context);
  draw_sidebar(context);
  if (state_.settings.timeline) draw_timeline(context);
  help_panel(state_);
  times_.end();

  use_mouse();
  for (std::size_t i = 0; i < stage_->snapshots().size(); ++i) draw_lane(i, context);
  window_.draw_gui();
  times_.next();

  if (state_.wishes.screenshot) state_.message = camera_roll_.picture(window_.grab());
  const std::string trouble = camera_roll_.film([this] { return window_.grab(); });
  if (!trouble.empty()) state_.message = trouble;
  window_.end_frame();
  grant_wishes();
}

void App::poll_loading() {
  try {
    if (is_ready(loading_demonstrations_)) {
      Demonstrations loaded = loading_demonstrations_.get();
      if (loaded.task == stage_->task) {
        demonstrations_ = std::move(loaded);
        state_.demonstrations = static_cast<std::int64_t>(demonstrations_.set->episodes.size());
        state_.message = fmt::format("{} demonstrations loaded", state_.demonstrations);
        stage_->session.post([index = demonstrations_.index](Simulation& simulation) {
          simulation.prober().set_demonstrations(index);
        });
      }
    }
    if (is_ready(loading_cast_)) show_cast(loading_cast_.get());
  } catch (const std::exception& error) {
    // A file that cannot be read is not tried again by itself.
    state_.message = error.what();
    state_.settings.demonstrations_file.clear();
  }
  state_.busy = loading_demonstrations_.valid() || loading_cast_.valid();
  state_.filming = camera_roll_.filming();
}

void App::grant_wishes() {
  Wishes wishes = std::exchange(state_.wishes, {});
  window_.set_dark(state_.settings.dark);
  if (wishes.toggle_video) {
    const Size size = window_.framebuffer();
    state_.message = camera_roll_.toggle_film(size.width, size.height);
  }
  if (wishes.demonstrations && !loading_demonstrations_.valid()) {
    loading_demonstrations_ =
        std::async(std::launch::async, prepare_demonstrations, *wishes.demonstrations,
                   std::cref(options_.hooks), stage_->task);
  }
  if (loading_cast_.valid()) return;
  if (wishes.task) {
    loading_cast_ =
        std::async(std::launch::async, make_cast, std::cref(registry_), *wishes.task,
                   stage_->session.policies(), stage_->session.key());
  } else if (wishes.results_row && options_.hooks.resolve_row) {
    loading_cast_ = std::async(std::launch::async, [this, row = *wishes.results_row] {
      const RunKey run = options_.hooks.resolve_row(row);
      return make_cast(registry_, run.task, {run.policy}, run.key);
    });
  }
}

void App::show_demonstration(int index) {
  if (!demonstrations_.set) return;
  try {
    const auto& episodes = demonstrations_.set->episodes;
    const auto i =
        static_cast<std::size_t>(std::clamp<int>(index, 0, static_cast<int>(episodes.size()) - 1));
    stage_->session.play_back(
        demonstration_reel(*stage_->task, episodes[i]),
        fmt::format("demonstration {} of {}", i, demonstrations_.file.filename().string()));
  } catch (const std::exception& error) {
    state_.message = error.what();
  }
}

void App::next_when_done() {
  const auto now = std::chrono::steady_clock::now();
  const auto& snapshots = stage_->snapshots();
  const bool running = std::any_of(snapshots.begin(), snapshots.end(), [](const Snapshot& each) {
    return each.result.end == End::kRunning || each.is_demonstration || each.recorder.rows > 0;
  });
  constexpr auto kPauseBeforeNext = std::chrono::milliseconds(1200);
  if (running || !state_.settings.next_when_done) {
    running_until_ = now;
  } else if (now - running_until_ > kPauseBeforeNext) {
    stage_->session.start(stage_->session.key().context + 1);
    running_until_ = now;
  }
}

}  // namespace streambed
