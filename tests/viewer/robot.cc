#include "tests/viewer/robot.h"

#include <X11/XKBlib.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

#include <chrono>
#include <stdexcept>
#include <thread>

namespace streambed {
namespace {

constexpr auto kPatience = std::chrono::seconds(60);

}  // namespace

Robot::Robot() : display_(XOpenDisplay(nullptr)) {
  int unused = 0;
  if (display_ == nullptr ||
      XTestQueryExtension(display_, &unused, &unused, &unused, &unused) == 0) {
    throw std::runtime_error("no display with XTest");
  }
}

Robot::~Robot() { XCloseDisplay(display_); }

void Robot::watch(const PanelState& state, const std::vector<Snapshot>& snapshots,
                  std::int64_t frame) {
  const std::lock_guard lock(mutex_);
  seen_ = {state, snapshots, frame};
}

Seen Robot::seen() const {
  const std::lock_guard lock(mutex_);
  return seen_;
}

Seen Robot::wait(const char* what, const std::function<bool(const Seen&)>& property) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  std::int64_t frame = -1;
  while (std::chrono::steady_clock::now() < deadline) {
    Seen now = seen();
    if (now.frame != frame && now.frame >= 0 && property(now)) return now;
    frame = now.frame;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  const Seen last = seen();
  std::string about = std::string("never seen: ") + what + "; frame " + std::to_string(last.frame);
  for (const Snapshot& lane : last.snapshots) {
    about += ", tick " + std::to_string(lane.tick) + " of " + std::to_string(lane.newest_tick) +
             " with " + lane.policy;
  }
  throw std::runtime_error(about + "; " + last.state.message);
}

void Robot::frames(int count) {
  const std::int64_t last = seen().frame + count;
  wait("frames", [last](const Seen& now) { return now.frame >= last; });
}

// The largest window is ours: nothing else runs on the display.
void Robot::find_window() {
  if (window_ != 0) return;
  wait("a window", [](const Seen&) { return true; });
  Window root = 0, parent = 0;
  Window* children = nullptr;
  unsigned count = 0;
  XQueryTree(display_, DefaultRootWindow(display_), &root, &parent, &children, &count);
  int largest = 0;
  for (unsigned i = 0; i < count; ++i) {
    XWindowAttributes attributes;
    XGetWindowAttributes(display_, children[i], &attributes);
    if (attributes.map_state != IsViewable || attributes.width <= largest) continue;
    largest = attributes.width;
    window_ = children[i];
    left_ = attributes.x;
    top_ = attributes.y;
  }
  if (children != nullptr) XFree(children);
  if (window_ == 0) throw std::runtime_error("the window is not there");
  // Nobody else manages the focus.
  XSetInputFocus(display_, window_, RevertToParent, CurrentTime);
  XSync(display_, False);
  frames(3);
}

void Robot::move(double x, double y) {
  find_window();
  XTestFakeMotionEvent(display_, -1, left_ + static_cast<int>(x), top_ + static_cast<int>(y), 0);
  XSync(display_, False);
  frames(2);
}

void Robot::button(int number, bool down) {
  XTestFakeButtonEvent(display_, static_cast<unsigned>(number), down ? True : False, 0);
  XSync(display_, False);
  frames(2);
}

void Robot::click_at(double x, double y, int number) {
  move(x, y);
  button(number, true);
  button(number, false);
}

void Robot::click(const std::string& widget, int number) {
  const auto there = [&](const Seen& seen) { return seen.state.widgets.contains(widget); };
  wait(widget.c_str(), there);
  // What pops up takes its place only in its second frame.
  frames(3);
  const Seen now = wait(widget.c_str(), there);
  const ImVec2 at = now.state.widgets.at(widget);
  click_at(at.x, at.y, number);
}

void Robot::drag(double from_x, double from_y, double to_x, double to_y) {
  move(from_x, from_y);
  button(1, true);
  for (const double share : {0.25, 0.5, 0.75, 1.0}) {
    move(from_x + share * (to_x - from_x), from_y + share * (to_y - from_y));
  }
  button(1, false);
}

void Robot::press(unsigned long symbol) {
  find_window();
  const unsigned code = XKeysymToKeycode(display_, symbol);
  const bool shift = XkbKeycodeToKeysym(display_, static_cast<KeyCode>(code), 0, 0) != symbol;
  const unsigned shift_code = XKeysymToKeycode(display_, XK_Shift_L);
  if (shift) XTestFakeKeyEvent(display_, shift_code, True, 0);
  XTestFakeKeyEvent(display_, code, True, 0);
  XSync(display_, False);
  frames(2);
  XTestFakeKeyEvent(display_, code, False, 0);
  if (shift) XTestFakeKeyEvent(display_, shift_code, False, 0);
  XSync(display_, False);
  frames(2);
}

void Robot::key(char character) { press(static_cast<unsigned char>(character)); }
void Robot::escape() { press(XK_Escape); }

void Robot::close_window() {
  find_window();
  XEvent event{};
  event.xclient.type = ClientMessage;
  event.xclient.window = window_;
  event.xclient.message_type = XInternAtom(display_, "WM_PROTOCOLS", False);
  event.xclient.format = 32;
  event.xclient.data.l[0] =
      static_cast<long>(XInternAtom(display_, "WM_DELETE_WINDOW", False));
  XSendEvent(display_, window_, False, NoEventMask, &event);
  XSync(display_, False);
}

}  // namespace streambed
