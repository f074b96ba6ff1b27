#include "sim/plugin.h"

#include <filesystem>

#include "sim/base/files.h"
#include "sim/episode.h"
#include "tests/catch.h"
#include "tests/sim/message_of.h"
#include "tests/sim/scratch_folder.h"
#include "tests/sim/seeing_scene.h"
#include "tests/sim/tiny_task.h"

using namespace streambed;

namespace {

std::filesystem::path plugin(const std::string& name) {
  return std::filesystem::path(STREAMBED_TEST_PLUGINS) / (name + ".so");
}

std::string load_message(const std::filesystem::path& path, Registry& registry) {
  const std::size_t tasks = registry.tasks().size();
  const std::size_t policies = registry.policies().size();
  const std::string message = message_of([&] { load_plugin(path, registry); });
  if (!message.empty()) {
    CHECK_THAT(message, ContainsSubstring("cannot load plugin " + path.string()));
    CHECK(registry.tasks().size() == tasks);
    CHECK(registry.policies().size() == policies);
  }
  return message;
}

}  // namespace

TEST_CASE("A plugin's task and policy run like built-in ones") {
  Registry registry;
  REQUIRE(load_message(plugin("good_plugin"), registry).empty());
  const auto task = registry.make_task("tiny(name=cart)");
  CHECK(task->info().name == "cart");
  const auto policy = registry.make_policy("tiny_policy(target=1)", *task);
  Episode episode(*task, *policy, {});
  while (episode.tick()) {
  }
  CHECK(episode.result().end == End::kSuccess);
}

TEST_CASE("A plugin's task has the files beside the plugin, meshes and includes among them") {
  const ScratchFolder folder, elsewhere;
  Registry registry(Assets(elsewhere.path()));
  load_plugin(write_seeing_plugin(plugin("seeing_plugin"), folder.path()), registry);
  const auto task = registry.make_task("seeing");
  CHECK(task->model().nmesh == 1);
  CHECK(task->model().nlight == 1);

  // Another place, another scene: here it has none.
  std::filesystem::copy_file(plugin("seeing_plugin"), elsewhere / "seeing_plugin.so");
  Registry other(Assets(folder.path()));
  load_plugin(elsewhere / "seeing_plugin.so", other);
  CHECK_THAT(message_of([&] { other.make_task("seeing"); }),
             ContainsSubstring((elsewhere / "scene.xml").string()));
  // The same text out of somebody's recording may not name its files.
  CHECK_THAT(message_of([&] { parse_model(read_file(folder / "scene.xml")); }),
             ContainsSubstring("an embedded model may not"));
}

TEST_CASE("Cameras that a scene lacks or that no picture fits are refused when the task is made") {
  const ScratchFolder folder;
  Registry registry;
  load_plugin(write_seeing_plugin(plugin("seeing_plugin"), folder.path()), registry);
  CHECK_THAT(message_of([&] { registry.make_task("seeing(fault=no_such_camera)"); }),
             ContainsSubstring("no camera \"nowhere\""));
  CHECK_THAT(message_of([&] { registry.make_task("seeing(fault=huge)"); }),
             ContainsSubstring("camera side must have 1 to 8192 pixels"));
}

TEST_CASE("A task with cameras is refused in one line where nothing draws") {
  const ScratchFolder folder;
  Registry registry;
  load_plugin(write_seeing_plugin(plugin("seeing_plugin"), folder.path()), registry);
  const auto task = registry.make_task("seeing");
  const auto policy = registry.make_policy("looker", *task);
  const auto refused = ContainsSubstring("seeing has cameras, and nothing here draws for them");
  CHECK_THAT(message_of([&] { Episode(*task, *policy, {}); }), refused);
  CHECK_THAT(message_of([&] { Equipment{}.sensors_for(*task); }), refused);
  CHECK(message_of([&] { Equipment{}.check(testing::TinyTask()); }).empty());
}

TEST_CASE("A plugin that repeats a name adds nothing at all") {
  Registry registry;
  load_plugin(plugin("good_plugin"), registry);
  const std::string message = load_message(plugin("same_name_plugin"), registry);
  CHECK_THAT(message, ContainsSubstring("\"tiny\" is registered twice"));
  CHECK_FALSE(message_of([&] { registry.task("fresh"); }).empty());
  CHECK_THAT(load_message(plugin("good_plugin"), registry), ContainsSubstring("twice"));
}

TEST_CASE("A plugin of another build is refused before it runs") {
  Registry registry;
  const std::string message = load_message(plugin("wrong_abi_plugin"), registry);
  CHECK_THAT(message, ContainsSubstring("streambed-api=0 mujoco=1"));
  CHECK_THAT(message, ContainsSubstring(STREAMBED_ABI));
  CHECK_THAT(message, ContainsSubstring("rebuild"));
}

TEST_CASE("Files that are no plugins are refused") {
  Registry registry;
  const ScratchFolder folder;
  CHECK_THAT(load_message(plugin("no_plugin"), registry), ContainsSubstring("STREAMBED_REGISTER"));
  CHECK_THAT(load_message(folder / "none.so", registry), ContainsSubstring("no such file"));
  CHECK_THAT(load_message(folder.path(), registry), ContainsSubstring("no such file"));
  write_text_atomically(folder / "text.so", "not a library");
  CHECK_FALSE(load_message(folder / "text.so", registry).empty());
  // A bare name is a file here, not a library of the system.
  CHECK_THAT(load_message("libm.so.6", registry), ContainsSubstring("no such file"));
}

TEST_CASE("A plugin that throws leaves nothing behind") {
  Registry registry;
  CHECK_THAT(load_message(plugin("throwing_plugin"), registry), ContainsSubstring("no licence"));
  CHECK_THAT(load_message(plugin("throwing_int_plugin"), registry),
             ContainsSubstring("without a reason"));
}

TEST_CASE("A plugin built with other headers is refused before it registers") {
  Registry registry;
  CHECK_THAT(load_message(plugin("other_layout_plugin"), registry),
             ContainsSubstring("headers of another version"));
}

TEST_CASE("A function that is missing is named as in the sources") {
  Registry registry;
  CHECK_THAT(load_message(plugin("missing_symbol_plugin"), registry),
             ContainsSubstring("lacks streambed::function_of_tomorrow(streambed::Registry&)"));
}

TEST_CASE("A path of plugins holds folders and files, each loaded once") {
  namespace fs = std::filesystem;
  const ScratchFolder folder;
  fs::copy_file(plugin("good_plugin"), folder / "b.so");
  write_text_atomically(folder / "notes.txt", "no plugin");
  Registry registry;
  load_plugins({(folder / "b.so").string()}, ":" + folder.path().string() + "::" +
               (folder / "b.so").string(), registry);
  REQUIRE(registry.tasks().size() == 1);
  CHECK(registry.tasks()[0].plugin == (folder / "b.so").string());
  CHECK(registry.policies()[0].plugin == (folder / "b.so").string());

  // All or nothing per file, in the order of their names.
  fs::copy_file(plugin("same_name_plugin"), folder / "a.so");
  Registry other;
  const auto load = [&] { load_plugins({}, folder.path().string(), other); };
  CHECK_THAT(message_of(load), ContainsSubstring("b.so: the task \"tiny\" is registered twice"));
  CHECK_THAT(message_of([&] { load_plugins({}, "/nowhere", other); }),
             ContainsSubstring("STREAMBED_PLUGIN_PATH names /nowhere"));
}

TEST_CASE("The ABI text names all that must match") {
  const std::string abi = STREAMBED_ABI;
  for (const char* part : {"streambed-api=", "mujoco=", "gcc=", "cxx11abi=", "assertions=",
                           "sanitizer=", "eigen-align="}) {
    CHECK_THAT(abi, ContainsSubstring(part));
  }
  CHECK(abi.find("EIGEN") == std::string::npos);
  CHECK(abi.find("mjVERSION") == std::string::npos);
}
