#pragma once
// Somebody who sits before the viewer's window: sees what it shows and moves mouse and keys through
// the X server (XTest), as a person's would come.

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "viewer/panels/panels.h"

struct _XDisplay;

namespace streambed {

// What was on the screen after a frame.
struct Seen {
  PanelState state;
  std::vector<Snapshot> snapshots;
  std::int64_t frame = -1;
};

class Robot {
 public:
  // Throws std::runtime_error without a display that has XTest.
  Robot();
  ~Robot();

  // For ViewOptions::watcher; the window's thread.
  void watch(const PanelState& state, const std::vector<Snapshot>& snapshots, std::int64_t frame);

  // The rest belongs to the robot's thread. What does not happen within a minute throws.
  Seen seen() const;
  Seen wait(const char* what, const std::function<bool(const Seen&)>& property);
  void frames(int count);
  void move(double x, double y);  // window's pixels from the upper left
  void button(int number, bool down);
  void click(const std::string& widget, int button = 1);
  void click_at(double x, double y, int button = 1);
  void drag(double from_x, double from_y, double to_x, double to_y);
  void key(char character);
  void escape();
  void close_window();

 private:
  void find_window();
  void press(unsigned long symbol);

  _XDisplay* display_;
  unsigned long window_ = 0;
  int left_ = 0, top_ = 0;
  mutable std::mutex mutex_;
  Seen seen_;
};

}  // namespace streambed
