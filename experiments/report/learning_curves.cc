#include "experiments/report/learning_curves.h"

#include <optional>
#include <set>

#include "sim/base/error.h"
#include "sim/spec.h"
#include "sim/types.h"

namespace streambed {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

// Points that were validated; nullopt when there is no line to draw.
std::optional<LearningCurve> curve_of(const json& record, std::string label) {
  LearningCurve curve;
  curve.label = std::move(label);
  curve.chosen_step = kNotMeasured;
  if (!record.is_object() || !record.contains("curve") || !record.at("curve").is_array()) return {};
  if (record.contains("chosen_step") && record.at("chosen_step").is_number()) {
    curve.chosen_step = record.at("chosen_step").get<double>();
  }
  for (const json& point : record.at("curve")) {
    if (!point.is_object() || !point.contains("step") || !point.contains("validation_score")) {
      continue;
    }
    const json &step = point.at("step"), &score = point.at("validation_score");
    if (!step.is_number() || !score.is_number()) continue;
    curve.steps.push_back(step.get<double>());
    curve.scores.push_back(score.get<double>());
  }
  if (curve.steps.size() < 2) return {};
  return curve;
}

std::string text_in(const json& object, const char* name) {
  const bool there = object.is_object() && object.contains(name) && object.at(name).is_string();
  return there ? object.at(name).get<std::string>() : "";
}

class Curves {
 public:
  Curves(Report& report, const ReportHooks& hooks) : report_(report), hooks_(hooks) {}

  void add_from(const json& manifest) {
    if (!manifest.is_object() || !manifest.contains("policies")) return;
    for (const auto& [task, policies] : manifest.at("policies").items()) {
      if (!policies.is_object()) continue;
      for (const auto& [policy, about] : policies.items()) {
        const std::string sha256 = text_in(about, "checkpoint_sha256");
        if (sha256.empty() || seen_.contains(sha256)) continue;
        const auto record = find(task, policy, about, sha256);
        if (record) add(*record, policy);
      }
    }
  }

  void add(const TrainingHistory& found, const std::string& label) {
    if (!seen_.insert(found.sha256).second) return;
    auto curve = curve_of(found.record, label);
    if (!curve) return;
    curve->colour = colour_of(report_, method_of(label));
    report_.learning_curves.push_back(std::move(*curve));
  }

 private:
  // The file that was tested, if it is still there.
  std::optional<TrainingHistory> find(const std::string& task, const std::string& policy,
                                      const json& about, const std::string& sha256) const try {
    const json keys = about.contains("keys") ? about.at("keys") : json::object();
    fs::path path = text_in(keys, "checkpoint");
    if (path.empty() && hooks_.default_checkpoint) {
      path = hooks_.default_checkpoint(parse_spec(task).name, parse_spec(policy));
    }
    // A results folder of somebody else may name anything.
    if (!fs::is_regular_file(path)) return {};
    TrainingHistory record = hooks_.read_training_history(path);
    if (record.sha256 != sha256) return {};
    return record;
  } catch (const UserError&) {
    return {};
  } catch (const fs::filesystem_error&) {
    return {};
  }

  // The method that a policy of the results belongs to.
  std::string method_of(const std::string& policy) const {
    for (const ReportGroup& group : report_.groups) {
      for (const ReportRow& row : group.rows) {
        if (row.policy == policy) return row.method;
      }
    }
    return policy;
  }

  Report& report_;
  const ReportHooks& hooks_;
  std::set<std::string> seen_;
};

}  // namespace

void add_learning_curves(Report& report, const ReportHooks& hooks,
                         std::span<const fs::path> further) {
  if (!hooks.read_training_history) return;
  Curves curves(report, hooks);
  for (const ResultsSource& source : report.sources) curves.add_from(source.manifest);
  for (const fs::path& path : further) {
    const TrainingHistory record = hooks.read_training_history(path);
    curves.add(record, record.policy + " [" + path.filename().string() + "]");
  }
}

}  // namespace streambed
