#include "sim/clock/clock.h"

#include <cmath>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/clock/simulated_inference.h"
#include "sim/clock/wall_inference.h"

namespace streambed {
namespace {

TimeNs milliseconds(double value) { return std::llround(value * 1e6); }

Key align_key() {
  return Key::choice(
      "align", {"drop", "shift"},
      "of a late plan: its late actions are left out, or it begins when it is ready");
}
Key overlap_key() {
  return Key::flag("overlap", false, "the next plan is computed while the old one is carried out");
}

Key late_key() {
  return Key::choice("late", {"hold", "continue"},
                     "until a late plan is ready: hold, or go on with what is left of the old one");
}
Key hold_key() {
  return Key::choice("hold", {"last", "neutral"},
                     "what is held while no action is ready: the last target, or the task's "
                     "neutral one");
}

std::vector<Key> virtual_keys() {
  return {
      Key::number("first_ms", 0, "ms from the observation to the first action", 0, 1e6),
      Key::number("each_ms", 0, "ms for each later action of the plan", 0, 1e6),
      Key::integer("delay", 0,
                   "instead of ms, control ticks: the plan of tick n is ready at n+delay", 0, 1000),
      Key::text("profile", "",
                "instead of ms, a latency profile: a file, or the name of one that ships"),
      Key::choice("draw", {"samples", "median"},
                  "with a profile: each cost a random sample, or the median"),
      Key::flag("measured", false,
                "instead of ms, what each call takes on this machine; not reproducible"),
      Key::number("correct_ms", 0, "ms for correcting an action, for policies that do", 0, 1e6),
      Key::flag("free_start", false, "the first plan costs nothing, as if made before the start"),
      Key::choice("rate", {"1", "2", "5", "10"},
                  "pretends that the control period is so many times shorter"),
      align_key(),
      overlap_key(),
      late_key(),
      hold_key()};
}

// Checks names, keys and their combination.
Params clock_params(std::string_view text) {
  const Spec spec = parse_spec(text);
  std::vector<std::string> names;
  const std::vector<ClockEntry> entries = clock_entries();
  for (const ClockEntry& entry : entries) {
    names.push_back(entry.name);
    if (entry.name != spec.name) continue;
    Params params(spec, entry.keys);
    if (spec.name != "virtual") return params;
    const bool delay = params.integer("delay") > 0;
    const bool declared = params.number("first_ms") + params.number("each_ms") > 0;
    const bool profile = !params.text("profile").empty();
    const bool measured = params.flag("measured");
    if (delay + declared + profile + measured > 1) {
      throw UserError("virtual: give only one of delay, first_ms/each_ms, profile and measured");
    }
    if ((profile || measured) && params.given("correct_ms")) {
      throw UserError(
          "virtual: a profile, or the measurement, says what correcting costs; leave correct_ms "
          "out");
    }
    if (delay && params.text("rate") != "1") {
      throw UserError("virtual: delay counts ticks, so rate changes nothing; leave rate out");
    }
    if (!profile && params.given("draw")) {
      throw UserError("virtual: draw says how a profile is charged; add profile=NAME");
    }
    return params;
  }
  throw UserError("unknown clock '" + spec.name + "'." + did_you_mean(spec.name, names) +
                  " Choose one of: " + join(names, ", "));
}

}  // namespace

std::vector<ClockEntry> clock_entries() {
  return {{"frozen", {}, "the world waits while the policy thinks (the classical protocol)"},
          {"virtual", virtual_keys(),
           "thinking takes declared or measured time on a virtual clock; reproducible, unless it "
           "is measured while it runs"},
          {"wall",
           {align_key(), overlap_key(), late_key(), hold_key()},
           "the policy thinks while the world moves in real time; not reproducible"}};
}

std::string clock_label(std::string_view spec) { return clock_params(spec).label(); }

Clock::Clock(std::string_view spec, const Assets& shipped)
    : params_(clock_params(spec)), label_(params_.label()) {
  if (params_.name() != "virtual") return;
  if (const std::string& name = params_.text("profile"); !name.empty()) {
    profile_ = std::make_shared<const LatencyProfile>(read_latency_profile(name, shipped));
  }
}

bool Clock::reproducible() const {
  return params_.name() == "frozen" || (params_.name() == "virtual" && !params_.flag("measured"));
}

void Clock::check(const PolicyInfo& policy) const {
  if (profile_) profile_->entry(policy);
}

std::unique_ptr<Inference> Clock::start(const ClockContext& context) const {
  TickGrid grid{context.control_period_ns, context.physics_step_ns, Align::kDrop};
  if (params_.name() == "frozen") {
    return std::make_unique<SimulatedInference>(LatencyModel{}, grid, Waiting{}, context.max_plans,
                                                context.rng);
  }
  const Waiting waiting{.continues = params_.text("late") == "continue",
                        .neutral = params_.text("hold") == "neutral"};
  if (params_.text("align") == "shift") grid.align = Align::kShift;
  if (params_.name() == "wall") {
    return std::make_unique<WallInference>(grid, params_.flag("overlap"), waiting,
                                           context.max_plans);
  }

  LatencyModel latency;
  latency.first_ns = milliseconds(params_.number("first_ms"));
  latency.each_ns = milliseconds(params_.number("each_ms"));
  latency.correct_ns = milliseconds(params_.number("correct_ms"));
  latency.delay_ticks = params_.integer("delay");
  latency.measured = params_.flag("measured");
  latency.free_start = params_.flag("free_start");
  latency.draw = params_.text("draw") == "samples";
  latency.rate = to_integer(params_.text("rate")).value();
  latency.overlap = params_.flag("overlap");
  if (profile_) {
    if (context.policy == nullptr) throw UserError(label_ + " needs to know the policy");
    latency.profile = profile_;
    latency.entry = &profile_->entry(*context.policy);
  }
  return std::make_unique<SimulatedInference>(std::move(latency), grid, waiting, context.max_plans,
                                              context.rng);
}

}  // namespace streambed
