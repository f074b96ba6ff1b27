#include "sim/data/simulator_state.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <vector>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/data/demonstrations.h"
#include "sim/task.h"

namespace streambed {
namespace {

constexpr const char* kLayoutVersion = "1";

// A part of the row behind the time, which is no array. `values` is null without data.
struct StateField {
  const char* name;
  std::int64_t size;
  mjtNum* values;
};

std::array<StateField, 8> fields_of(const mjModel& model, const mjData* data) {
  const auto field = [&](const char* name, std::int64_t size, mjtNum* const mjData::* values) {
    return StateField{name, size, data != nullptr ? data->*values : nullptr};
  };
  return {field("qpos", model.nq, &mjData::qpos),
          field("qvel", model.nv, &mjData::qvel),
          field("act", model.na, &mjData::act),
          field("mocap_pos", 3 * std::int64_t{model.nmocap}, &mjData::mocap_pos),
          field("mocap_quat", 4 * std::int64_t{model.nmocap}, &mjData::mocap_quat),
          field("userdata", model.nuserdata, &mjData::userdata),
          field("ctrl", model.nu, &mjData::ctrl),
          field("qacc_warmstart", model.nv, &mjData::qacc_warmstart)};
}

}  // namespace

std::int64_t simulator_state_size(const mjModel& model) {
  std::int64_t size = 1;
  for (const StateField& field : fields_of(model, nullptr)) size += field.size;
  return size;
}

std::string simulator_layout(const mjModel& model) {
  std::string text = std::string(kLayoutVersion) + ": time=1";
  for (const StateField& field : fields_of(model, nullptr)) {
    text += std::string(" ") + field.name + "=" + std::to_string(field.size);
  }
  return text;
}

void save_simulator_state(const mjModel& model, const mjData& data, std::span<double> row) {
  assert(std::ssize(row) == simulator_state_size(model));
  double* out = row.data();
  *out++ = data.time;
  for (const StateField& field : fields_of(model, &data)) {
    out = std::copy_n(field.values, field.size, out);
  }
}

void load_simulator_state(const mjModel& model, std::span<const double> row, mjData& data) {
  assert(std::ssize(row) == simulator_state_size(model));
  mj_resetData(&model, &data);
  const auto put = [&] {
    const double* from = row.data();
    data.time = *from++;
    for (const StateField& field : fields_of(model, &data)) {
      std::copy_n(from, field.size, field.values);
      from += field.size;
    }
  };
  // The computation leaves its own warm start behind, so that the state is put twice.
  put();
  mj_forward(&model, &data);
  put();
  clear_warnings(data);
}

bool restore_recorded(const Task& task, mjData& data, const Demonstration& demonstration,
                      std::int64_t row) {
  const auto stored = demonstration.obs.find(kSimulatorState);
  // Another program may call anything so, but says no layout.
  if (stored == demonstration.obs.end() || demonstration.simulator_layout.empty() ||
      demonstration.recorded_on != task.info().label) {
    task.restore_row(data, demonstration, row);
    return false;
  }
  assert(0 <= row && row < stored->second.rows());
  const std::string layout = simulator_layout(task.model());
  const Array array = stored->second.read(row, 1);
  if (demonstration.simulator_layout != layout || array.type() != ElementType::kFloat64 ||
      array.columns() != simulator_state_size(task.model())) {
    throw UserError("the recording's simulator states (" +
                    one_line(demonstration.simulator_layout, 300) + ") are not those of " +
                    task.info().label + " (" + layout +
                    "); name the task, and use the version, that it was recorded with");
  }
  const MatrixRM state = array.matrix();
  load_simulator_state(task.model(), {state.data(), static_cast<std::size_t>(state.size())}, data);
  return true;
}

}  // namespace streambed
