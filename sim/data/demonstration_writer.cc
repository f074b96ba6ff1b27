#include "sim/data/demonstration_writer.h"

#include <algorithm>
#include <cassert>
#include <nlohmann/json.hpp>
#include <utility>

#include "sim/base/error.h"
#include "sim/data/hdf5_handles.h"

namespace streambed {
namespace {

constexpr std::int64_t kWrittenVersion = 2;

// What robomimic insists on when the set brings nothing of its own (type 2 is its gym).
std::string default_env_args(const std::string& task) {
  return nlohmann::json{{"env_name", task}, {"type", 2}, {"env_kwargs", nlohmann::json::object()}}
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string group_name(std::int64_t index) { return "demo_" + std::to_string(index); }

}  // namespace

struct DemonstrationWriter::Opened {
  Opened(hdf5::Node whole, hdf5::Node group) : file(std::move(whole)), data(std::move(group)) {}
  ~Opened() {
    const hdf5::Session session;
    const hdf5::Node closed = std::move(data), closed_last = std::move(file);
  }

  hdf5::Node file, data;
};

DemonstrationWriter::DemonstrationWriter(const std::filesystem::path& path, std::string task,
                                         Hdf5Size size)
    : shown_(path.string()), task_(std::move(task)), size_kind_(size), file_(path) {
  const hdf5::Session session;
  hdf5::Node file = hdf5::Node::create_file(file_.temporary(), shown_);
  hdf5::Node data = file.create_group("data");
  data.write_integer("streambed_version", kWrittenVersion);
  data.write_text("task", task_);
  opened_ = std::make_unique<Opened>(std::move(file), std::move(data));
}

DemonstrationWriter::~DemonstrationWriter() = default;

void DemonstrationWriter::append(const Demonstration& demonstration) {
  assert(opened_ != nullptr);
  const std::string name = group_name(size_), where = shown_ + "/data/" + name;
  if (demonstration.states.size() == 0) {
    throw UserError(shown_ + ": " + name + " has no states; name the observations that make them");
  }

  // Everything is checked before anything is written.
  const auto of_matrix = [](const MatrixRM& matrix) {
    return ArrayInfo{ElementType::kFloat64, matrix.rows(), {matrix.cols()}};
  };
  ArrayInfos arrays{{"actions", of_matrix(demonstration.actions)},
                    {"states", of_matrix(demonstration.states)}};
  for (const auto& [obs, rows] : demonstration.obs) arrays["obs/" + obs] = rows.info();
  if (size_ == 0) first_ = arrays;
  check_arrays(where, arrays, first_);
  const Array actions = Array::of(demonstration.actions), states = Array::of(demonstration.states);
  check_finite(where + "/actions", actions);
  check_finite(where + "/states", states);

  const hdf5::Session session;
  const bool compact = size_kind_ == Hdf5Size::kCompact;
  const hdf5::Node group = opened_->data.create_group(name);
  group.write_integer("num_samples", demonstration.actions.rows());
  const ElementType type = compact ? ElementType::kFloat32 : ElementType::kFloat64;
  group.write("actions", actions, type, compact);
  group.write("states", states, type, compact);
  if (!demonstration.mode.empty()) group.write_text("mode", demonstration.mode);

  // One observation at a time is in memory. Pictures shrink so much that they are always deflated.
  const hdf5::Node obs = group.create_group("obs");
  for (const auto& [each, rows] : demonstration.obs) {
    const Array array = rows.read();
    check_finite(where + "/obs/" + each, array);
    const bool exact = each == kSimulatorState;
    const bool narrow = compact && !exact && array.type() == ElementType::kFloat64;
    const bool pictures = array.type() == ElementType::kUint8;
    obs.write(each, array, narrow ? ElementType::kFloat32 : array.type(), compact || pictures);
    if (exact && !demonstration.simulator_layout.empty()) {
      obs.dataset(each).write_text("layout", demonstration.simulator_layout);
    }
  }

  // A compact file learns at its end whether all models are the same.
  const std::string& model = demonstration.model_xml;
  if (compact) {
    const auto known = std::find(models_.begin(), models_.end(), model);
    model_of_.push_back(static_cast<std::size_t>(known - models_.begin()));
    if (known == models_.end()) models_.push_back(model);
  } else if (!model.empty()) {
    group.write_text("model_file", model);
  }
  ++size_;
  ticks_ += demonstration.actions.rows();
}

void DemonstrationWriter::finish(const std::string& origin, const std::string& env_args) {
  assert(opened_ != nullptr);
  if (size_ == 0) {
    throw UserError(shown_ + " would hold no demonstrations; record or import some");
  }
  {
    const hdf5::Session session;
    const hdf5::Node& data = opened_->data;
    data.write_text("origin", origin);
    data.write_text("env_args", env_args.empty() ? default_env_args(task_) : env_args);
    data.write_integer("total", ticks_);
    if (models_.size() == 1 && !models_[0].empty()) data.write_text("model_file", models_[0]);
    for (std::size_t i = 0; models_.size() > 1 && i < model_of_.size(); ++i) {
      const std::string& model = models_[model_of_[i]];
      if (model.empty()) continue;
      data.group(group_name(static_cast<std::int64_t>(i))).write_text("model_file", model);
    }
    opened_->file.flush();
    opened_.reset();
  }
  file_.commit();
}

}  // namespace streambed
