#pragma once
// MuJoCo with handles that free themselves and errors that are exceptions. All differences between
// MuJoCo's versions are handled here.

#include <mujoco/mujoco.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace streambed {

struct ModelDeleter {
  void operator()(const mjModel* model) const { mj_deleteModel(const_cast<mjModel*>(model)); }
};
struct DataDeleter {
  void operator()(mjData* data) const { mj_deleteData(data); }
};

// A model is const from the moment it is loaded and may be shared by threads.
using ModelPtr = std::unique_ptr<const mjModel, ModelDeleter>;
// One thread at a time.
using DataPtr = std::unique_ptr<mjData, DataDeleter>;

// Loads MJCF. It may name meshes, textures and <include>s, which are looked for from the file's own
// folder. Throws UserError with the compiler's message.
ModelPtr load_model(const std::filesystem::path& mjcf);
// Parses MJCF from memory; <include> and anything that names a file are refused, so that a model
// embedded in somebody's recording cannot reach the disk.
ModelPtr parse_model(std::string_view mjcf_text);

DataPtr make_data(const mjModel& model);

// Makes MuJoCo's fatal errors throw EngineError and silences its MUJOCO_LOG.TXT. Called once by
// every program before the first model is loaded; idempotent and thread-safe. Throws UserError when
// the library that was loaded is not the version whose headers this was built with.
void install_mujoco_handlers();
// The rule behind it: throws UserError unless `loaded` (mj_version()) equals `built`
// (mjVERSION_HEADER). `loaded_name` is how the library names its version.
void check_mujoco_version(int built, int loaded, const char* loaded_name);

// Only the model's <pair>s may touch, and memory is kept for no more than those where the version
// lets a model choose.
void collide_pairs_only(mjModel& model);
// Constraints are solved all together; later versions divide them into islands unless told.
void disable_islands(mjModel& model);

// Object ids by name; throws UserError when the model lacks the name.
int body_id(const mjModel& model, const char* name);
int geom_id(const mjModel& model, const char* name);
int joint_id(const mjModel& model, const char* name);

// Gives the whole mechanism the velocity that a blow of this impulse (N s, world axes) at the
// body's centre of mass leaves, by its inertia alone: contacts and constraints answer from the next
// step on.
void apply_impulse(const mjModel& model, mjData& data, int body,
                   const std::array<double, 3>& impulse);

// Why the simulation has diverged ("bad qpos at index 2"); empty while it is sound. MuJoCo resets a
// diverged state silently and only counts a warning, so an episode asks after every tick.
std::string divergence(const mjData& data);
void clear_warnings(mjData& data);

}  // namespace streambed
