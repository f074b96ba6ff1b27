#include "sim/mujoco.h"

#include <atomic>
#include <cmath>
#include <limits>
#include <thread>
#include <vector>

#include "sim/base/files.h"
#include "tests/catch.h"
#include "tests/sim/message_of.h"
#include "tests/sim/scratch_folder.h"

using namespace streambed;

namespace {

constexpr const char* kBall = R"(
<mujoco>
  <worldbody>
    <body name="ball">
      <joint name="x" type="slide" axis="1 0 0"/>
      <joint name="z" type="slide" axis="0 0 1"/>
      <geom name="shape" type="sphere" size="0.1"/>
    </body>
  </worldbody>
  <actuator><motor joint="x"/></actuator>
</mujoco>)";

// The ball's scene with one more element in it.
std::string with(const std::string& element) {
  std::string scene = kBall;
  return scene.insert(scene.find("<worldbody>"), element);
}

}  // namespace

TEST_CASE("A model is parsed from memory and from a file alike") {
  const ModelPtr model = parse_model(kBall);
  CHECK(model->nq == 2);
  CHECK(body_id(*model, "ball") == 1);
  CHECK(geom_id(*model, "shape") == 0);
  CHECK(joint_id(*model, "z") == 1);

  const ScratchFolder folder;
  write_text_atomically(folder / "ball.xml", kBall);
  const ModelPtr loaded = load_model(folder / "ball.xml");
  CHECK(loaded->nq == 2);
  const DataPtr data = make_data(*loaded);
  mj_step(loaded.get(), data.get());
  CHECK(data->time == Approx(loaded->opt.timestep));
}

TEST_CASE("A name that the model lacks is named") {
  const ModelPtr model = parse_model(kBall);
  CHECK_THAT(message_of([&] { body_id(*model, "bal"); }),
             ContainsSubstring("no body named \"bal\""));
  CHECK_THAT(message_of([&] { geom_id(*model, "g"); }), ContainsSubstring("no geom named \"g\""));
  CHECK_THAT(message_of([&] { joint_id(*model, "q"); }), ContainsSubstring("no joint named \"q\""));
}

TEST_CASE("Bad MJCF is a user's mistake with the compiler's words") {
  CHECK_THAT(message_of([] { parse_model("<mujoco><nonsense/></mujoco>"); }),
             ContainsSubstring("nonsense"));
  for (const char* text :
       {"", "<mujoco", "not xml", "<mujoco><worldbody><geom size='x'/>",
        "<mujoco><worldbody><geom type='box' size='-1 0 0'/></worldbody></mujoco>"}) {
    INFO(text);
    CHECK_FALSE(message_of([&] { parse_model(text); }).empty());
  }
  const ScratchFolder folder;
  CHECK_THAT(message_of([&] { load_model(folder / "none.xml"); }), ContainsSubstring("none.xml"));
  write_text_atomically(folder / "bad.xml", "<mujoco><nonsense/></mujoco>");
  CHECK_THAT(message_of([&] { load_model(folder / "bad.xml"); }), ContainsSubstring("bad.xml"));
}

TEST_CASE("An embedded model reaches no file") {
  const ScratchFolder folder;
  write_text_atomically(folder / "inside.xml", "<mujoco/>");
  const std::string path = (folder / "inside.xml").string();
  for (const std::string& element :
       {"<include file='" + path + "'/>", "<INCLUDE file='" + path + "'/>",
        "< include\nfile = \"" + path + "\"/>", "<include\tfile='" + path + "'></include>",
        std::string("<asset><mesh name='a' file='/etc/passwd'/></asset>"),
        std::string("<asset><mesh name='a'\n FILE\t=\n'/etc/passwd'/></asset>"),
        std::string("<asset><mesh name='a'file='/etc/passwd'/></asset>"),
        std::string("<asset><hfield name='a' file='x.png'/></asset>"),
        std::string("<asset><texture name='a' type='cube' fileright='x.png'/></asset>"),
        std::string("<asset><skin name='a' file='x.skn'/></asset>"),
        std::string("<compiler meshdir='/'/>"), std::string("<compiler texturedir='/'/>"),
        std::string("<compiler assetdir='/'/>"),
        std::string("<extension><plugin plugin='mujoco.sdf'/></extension>"),
        // What the scanner takes for a comment, a parser might not.
        std::string("<!-- <include file='x'/> -->"), std::string("<![CDATA[<include/>]]>")}) {
    INFO(element);
    CHECK_THAT(message_of([&] { parse_model(with(element)); }),
               ContainsSubstring("an embedded model may not"));
  }
  CHECK_THAT(message_of([] { parse_model("<robot><mesh filename='x.stl'/></robot>"); }),
             ContainsSubstring("may not name files"));
}

TEST_CASE("What only looks like a file reference is let through") {
  for (const std::string& element :
       {std::string("<!-- a profile = of the file, to include -->"),
        std::string("<custom><text name='file' data='include meshdir'/></custom>"),
        std::string("<visual><rgba haze='1 1 1 1'/></visual>")}) {
    INFO(element);
    CHECK(parse_model(with(element))->nq == 2);
  }
}

TEST_CASE("A library of another version than the headers is refused with both names") {
  CHECK_NOTHROW(check_mujoco_version(mjVERSION_HEADER, mj_version(), mj_versionString()));
  CHECK_NOTHROW(check_mujoco_version(222, 222, "2.2.2"));
  CHECK_THAT(message_of([] { check_mujoco_version(3017000, 222, "2.2.2"); }),
             ContainsSubstring("headers of MuJoCo 3.17.0, but the library loaded is 2.2.2") &&
                 ContainsSubstring("-DMUJOCO_ROOT="));
  CHECK_THAT(message_of([] { check_mujoco_version(222, 3017000, "3.17.0"); }),
             ContainsSubstring("headers of MuJoCo 2.2.2, but the library loaded is 3.17.0"));
}

TEST_CASE("A diverged state is seen although MuJoCo resets it") {
  install_mujoco_handlers();
  const ModelPtr model = parse_model(kBall);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  DataPtr data = make_data(*model);
  mj_step(model.get(), data.get());
  CHECK(divergence(*data).empty());

  SECTION("NaN position") {
    data->qpos[1] = nan;
    mj_step(model.get(), data.get());
    CHECK(divergence(*data) == "bad qpos at index 1");
  }
  SECTION("huge velocity") {
    data->qvel[0] = 1e12;
    mj_step(model.get(), data.get());
    CHECK(divergence(*data) == "bad qvel at index 0");
  }
  SECTION("NaN control") {
    data->ctrl[0] = nan;
    mj_step(model.get(), data.get());
    CHECK(divergence(*data) == "bad ctrl at index 0");
  }
  SECTION("huge acceleration") {
    data->qfrc_applied[1] = 1e200;
    mj_step(model.get(), data.get());
    CHECK(divergence(*data) == "bad qacc at index 1");
  }
  clear_warnings(*data);
  CHECK(divergence(*data).empty());
}

TEST_CASE("MuJoCo's fatal errors become exceptions, in any thread") {
  std::vector<std::jthread> threads;
  std::atomic<int> caught = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&caught] {
      install_mujoco_handlers();
      try {
        mju_error("the engine's words");
      } catch (const EngineError& error) {
        if (std::string(error.what()).find("the engine's words") != std::string::npos) ++caught;
      }
    });
  }
  threads.clear();
  CHECK(caught == 4);
}

TEST_CASE("Warnings leave no log file") {
  const ScratchFolder folder;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  install_mujoco_handlers();
  mju_warning("nothing");
  std::filesystem::current_path(before);
  CHECK(folder.file_count() == 0);
}

TEST_CASE("An impulse changes velocities by the mechanism's inertia, wherever it stands") {
  // A point of 2 kg on a massless arm of 0.5 m, and a free one of 4 kg.
  const ModelPtr model = parse_model(R"(<mujoco><worldbody>
      <body name="arm"><joint name="hinge" axis="0 0 1"/>
        <inertial pos="0.5 0 0" mass="2" diaginertia="1e-9 1e-9 1e-9"/></body>
      <body name="free" pos="0 0 1"><freejoint/>
        <inertial pos="0 0 0" mass="4" diaginertia="1 1 1"/></body>
    </worldbody></mujoco>)");
  const DataPtr data = make_data(*model);
  // The arm has just been turned a quarter, and nothing was computed since.
  data->qpos[0] = M_PI / 2;
  data->qvel[0] = 0.25;
  apply_impulse(*model, *data, body_id(*model, "arm"), {-3, 7, 5});
  // Across the arm only: 3 N s / (2 kg 0.5 m).
  CHECK(data->qvel[0] == Approx(0.25 + 3));
  for (int i = 1; i < 7; ++i) CHECK(data->qvel[i] == 0);
  apply_impulse(*model, *data, body_id(*model, "free"), {1, -2, 4});
  CHECK(data->qvel[0] == Approx(0.25 + 3));
  CHECK(data->qvel[1] == Approx(0.25));
  CHECK(data->qvel[2] == Approx(-0.5));
  CHECK(data->qvel[3] == Approx(1));
}
