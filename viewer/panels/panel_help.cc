#include <imgui.h>

#include <array>

#include "viewer/panels/panels.h"

namespace streambed {
namespace {

struct KeyHelp {
  const char* key;
  const char* what;
};

constexpr std::array<KeyHelp, 20> kKeys{{{"space", "pause, play"},
                                         {"s", "one control tick"},
                                         {"[  ]", "a tick back, a tick forward"},
                                         {"r", "the same start again"},
                                         {"n  p", "next start, previous start"},
                                         {"-  +", "slower, faster"},
                                         {"1 ... 4", "tabs on the left"},
                                         {"left drag", "object, goal, else turn the camera"},
                                         {"wheel", "zoom; turns what is held"},
                                         {"right click", "kick the object"},
                                         {"right drag", "shift the camera"},
                                         {"c", "next camera"},
                                         {"t", "take over with the mouse, give back"},
                                         {"v", "record from here"},
                                         {"k  x", "keep, discard the recording"},
                                         {"f", "samples from here"},
                                         {"l", "legend"},
                                         {"i", "screenshot"},
                                         {"m", "begin a video, end it"},
                                         {"?", "this list; Escape closes it"}}};

void change_speed(PanelContext& context, bool faster) {
  constexpr std::array<double, 6> kSpeeds{0.1, 0.25, 0.5, 1, 2, 5};
  std::size_t index = 3;
  for (std::size_t i = 0; i < kSpeeds.size(); ++i) {
    if (kSpeeds[i] == context.session.speed()) index = i;
  }
  if (faster && index + 1 < kSpeeds.size()) ++index;
  if (!faster && index > 0) --index;
  context.state.settings.speed = kSpeeds[index];
  context.session.set_speed(kSpeeds[index]);
}

void handle_key(PanelContext& context, ImWchar key) {
  Session& session = context.session;
  PanelState& state = context.state;
  const std::int64_t start = session.key().context;
  const std::string file = state.settings.record_file.empty()
                               ? context.task.info().name + "-by_hand.h5"
                               : state.settings.record_file;
  switch (key) {
    case ' ':
      return session.set_paused(!session.paused());
    case 's':
      return session.step();
    case '[':
      return session.show(context.snapshots.front().tick - 1);
    case ']':
      return session.show(context.snapshots.front().tick + 1);
    case 'r':
      return session.restart();
    case 'n':
      return session.start(start + 1);
    case 'p':
      return start > 0 ? session.start(start - 1) : void();
    case '-':
      return change_speed(context, false);
    case '+':
      return change_speed(context, true);
    case 'c': {
      const int cameras = static_cast<int>(context.task.model().ncam);
      const int next = context.scene.camera() + 1;
      return context.scene.set_camera(next < cameras ? next : -1);
    }
    case 't':
      return context.hands.set_steering(!context.hands.steering(), session);
    case 'v':
      return session.post([file](Simulation& simulation) { simulation.record(file); });
    case 'k':
      return session.post([](Simulation& simulation) { simulation.keep(); });
    case 'x':
      return session.post([](Simulation& simulation) { simulation.discard(); });
    case 'f': {
      ProbeOptions probe = session.probe();
      probe.samples = probe.samples > 0 ? 0 : state.settings.samples;
      state.settings.probe = probe;
      return session.set_probe(probe);
    }
    case 'l':
      state.settings.legend = !state.settings.legend;
      return;
    case 'i':
      state.wishes.screenshot = true;
      return;
    case 'm':
      state.wishes.toggle_video = true;
      return;
    case '?':
      state.help = !state.help;
      return;
    default:
      if (key >= '1' && key <= '4') state.wanted_tab = static_cast<int>(key - '1');
  }
}

}  // namespace

void handle_keys(PanelContext& context) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape))) {
    context.state.help = false;
    if (context.hands.steering()) context.hands.set_steering(false, context.session);
  }
  if (io.WantTextInput || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return;
  // Characters, not key codes: those differ between ImGui's versions and keyboards.
  for (const ImWchar character : io.InputQueueCharacters) handle_key(context, character);
}

void help_panel(PanelState& state) {
  if (!state.help) return;
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({size.x / 2, size.y / 2}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::Begin("Keys and mouse", &state.help,
               ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoCollapse |
                   ImGuiWindowFlags_NoSavedSettings);
  for (const KeyHelp& key : kKeys) {
    ImGui::TextColored(to_imgui(kGood), "%s", key.key);
    ImGui::SameLine(ImGui::GetFontSize() * 8);
    ImGui::TextUnformatted(key.what);
  }
  ImGui::End();
  mark(state.widgets, "help");
}

}  // namespace streambed
