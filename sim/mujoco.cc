#include "sim/mujoco.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>
#include <string>
#include <vector>

#include "sim/base/error.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

// mj_addBufferVFS replaced mj_makeEmptyFileVFS in 3.1.4; 3.2.0 removed the latter.
constexpr bool kHasBufferVfs = mjVERSION_HEADER >= 320;

void throw_engine_error(const char* message) { throw EngineError(message); }
void ignore_warning(const char*) {}

// Headers write 2.2.2 as 222 and, from 3.5 on, 3.17.0 as 3017000.
std::string version_name(int version) {
  const int base = version < 1000 ? 10 : 1000;
  return std::to_string(version / (base * base)) + "." + std::to_string(version / base % base) +
         "." + std::to_string(version % base);
}

// `file` on disk, or inside `vfs` when that is given. `shown` names the model in messages.
ModelPtr compile(const char* file, const mjVFS* vfs, const std::string& shown) {
  install_mujoco_handlers();
  std::array<char, 1000> error{};
  ModelPtr model;
  try {
    model.reset(mj_loadXML(file, vfs, error.data(), error.size()));
  } catch (const EngineError& engine) {
    throw UserError(shown + " does not compile: " + one_line(engine.what()));
  }
  // With a model the text is only a warning.
  if (!model) throw UserError(shown + " does not compile: " + one_line(error.data()));
  return model;
}

// MuJoCo's in-memory folder; megabytes large in 2.x, hence on the heap.
struct VfsDeleter {
  void operator()(mjVFS* vfs) const {
    mj_deleteVFS(vfs);
    delete vfs;
  }
};
using VfsPtr = std::unique_ptr<mjVFS, VfsDeleter>;

// A template, so that the branch for the other version is never compiled.
template <class Vfs>
bool add_to_vfs(Vfs* vfs, const char* name, std::string_view text) {
  if constexpr (kHasBufferVfs) {
    return mj_addBufferVFS(vfs, name, text.data(), static_cast<int>(text.size())) == 0;
  } else {
    const int slot = mj_makeEmptyFileVFS(vfs, name, static_cast<int>(text.size()));
    if (slot < 0) return false;
    std::memcpy(vfs->filedata[slot], text.data(), text.size());
    return true;
  }
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == ':';
}

// The names of attributes and elements through which MJCF or URDF reaches a file or a library. The
// scan does not care where a token stands: it has no notion of comments or quotes in which it could
// differ from the parser, so at worst it refuses a comment that spells one of these out.
void refuse_file_references(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\n\v\f\r";
  std::size_t at = 0;
  while (at < text.size()) {
    if (!is_name_character(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_name_character(text[end])) ++end;
    std::string word(text.substr(at, end - at));
    std::transform(word.begin(), word.end(), word.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });

    const std::size_t before =
        at == 0 ? std::string_view::npos : text.find_last_not_of(kSpaces, at - 1);
    const std::size_t after = text.find_first_not_of(kSpaces, end);
    const bool opens = before != std::string_view::npos && text[before] == '<';
    const bool assigned = after != std::string_view::npos && text[after] == '=';
    if (opens && (word == "include" || word == "plugin" || word == "extension")) {
      throw UserError("an embedded model may not use <" + word + ">: inline what it stands for");
    }
    const bool names_file =
        word.starts_with("file") || word == "meshdir" || word == "texturedir" || word == "assetdir";
    if (assigned && names_file) {
      throw UserError("an embedded model may not name files (" + word +
                      "=): use primitive shapes or inline vertices");
    }
    at = end;
  }
}

int object_id(const mjModel& model, mjtObj type, const char* kind, const char* name) {
  const int id = mj_name2id(&model, type, name);
  if (id < 0) {
    throw UserError("the model has no " + std::string(kind) + " named \"" + name +
                    "\"; use the scene that belongs to this task");
  }
  return id;
}

struct BadState {
  mjtWarning warning;
  const char* text;
};
constexpr std::array kBadStates = {
    BadState{mjWARN_BADQPOS, "bad qpos"}, BadState{mjWARN_BADQVEL, "bad qvel"},
    BadState{mjWARN_BADQACC, "bad qacc"}, BadState{mjWARN_BADCTRL, "bad ctrl"}};

}  // namespace

ModelPtr load_model(const std::filesystem::path& mjcf) {
  return compile(mjcf.c_str(), nullptr, mjcf.string());
}

ModelPtr parse_model(std::string_view mjcf_text) {
  // A scene is kilobytes; MuJoCo counts bytes in an int.
  constexpr std::size_t kMaxBytes = 64u << 20;
  if (mjcf_text.size() > kMaxBytes) {
    throw UserError("the embedded model exceeds 64 MiB; export it with fewer vertices");
  }
  if (mjcf_text.empty()) throw UserError("the embedded model is empty; give MJCF text");
  refuse_file_references(mjcf_text);

  auto vfs = std::make_unique<mjVFS>();
  mj_defaultVFS(vfs.get());
  const VfsPtr owner(vfs.release());
  constexpr const char* kName = "embedded.xml";
  if (!add_to_vfs(owner.get(), kName, mjcf_text)) {
    throw UserError("the embedded model does not fit into memory; close other programs");
  }
  return compile(kName, owner.get(), "the embedded model");
}

DataPtr make_data(const mjModel& model) {
  DataPtr data(mj_makeData(&model));
  if (!data) throw EngineError("MuJoCo could not allocate its state");
  return data;
}

void check_mujoco_version(int built, int loaded, const char* loaded_name) {
  if (loaded == built) return;
  throw UserError("built with the headers of MuJoCo " + version_name(built) +
                  ", but the library loaded is " + loaded_name +
                  "; build again with -DMUJOCO_ROOT=/path/to/one/copy, or unset LD_LIBRARY_PATH");
}

void install_mujoco_handlers() {
  check_mujoco_version(mjVERSION_HEADER, mj_version(), mj_versionString());
  static std::once_flag once;
  std::call_once(once, [] {
    mju_user_error = throw_engine_error;
    mju_user_warning = ignore_warning;
  });
}

void collide_pairs_only([[maybe_unused]] mjModel& model) {
#if mjVERSION_HEADER < 300
  // Later versions see for themselves that nothing else can touch.
  model.opt.collision = mjCOL_PAIR;
#endif
#if mjVERSION_HEADER < 230
  // Room for hundreds of contacts, cleared at every reset, is what most of a start would cost.
  model.nconmax = model.njmax = model.npair;
#endif
}

void disable_islands([[maybe_unused]] mjModel& model) {
#if mjVERSION_HEADER >= 336
  model.opt.disableflags |= mjDSBL_ISLAND;
#endif
}

int body_id(const mjModel& model, const char* name) {
  return object_id(model, mjOBJ_BODY, "body", name);
}
int geom_id(const mjModel& model, const char* name) {
  return object_id(model, mjOBJ_GEOM, "geom", name);
}
int joint_id(const mjModel& model, const char* name) {
  return object_id(model, mjOBJ_JOINT, "joint", name);
}

void apply_impulse(const mjModel& model, mjData& data, int body,
                   const std::array<double, 3>& impulse) {
  // Positions may have changed since the last step, and the inertia with them.
  mj_fwdPosition(&model, &data);
  const mjtNum no_torque[3] = {0, 0, 0};
  std::vector<mjtNum> along_joints(static_cast<std::size_t>(model.nv)), change(along_joints);
  mj_applyFT(&model, &data, impulse.data(), no_torque, data.xipos + 3 * body, body,
             along_joints.data());
  mj_solveM(&model, &data, change.data(), along_joints.data(), 1);
  for (int i = 0; i < model.nv; ++i) data.qvel[i] += change[static_cast<std::size_t>(i)];
}

std::string divergence(const mjData& data) {
  for (const BadState& bad : kBadStates) {
    const mjWarningStat& seen = data.warning[bad.warning];
    if (seen.number > 0) return bad.text + (" at index " + std::to_string(seen.lastinfo));
  }
  return {};
}

void clear_warnings(mjData& data) {
  std::fill(std::begin(data.warning), std::end(data.warning), mjWarningStat{});
}

}  // namespace streambed
