#include "experiments/commands/progress_bar.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace streambed {
namespace {

constexpr auto kFirstShown = std::chrono::seconds(2);
constexpr auto kRedraw = std::chrono::milliseconds(100);

int terminal_columns() {
  winsize size{};
  const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

std::string duration_text(double seconds) {
  // A first step of zero length would promise eternity.
  const auto whole = static_cast<std::int64_t>(std::clamp(seconds, 0.0, 3.6e6));
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

std::string progress_line(std::string_view label, std::int64_t done, std::int64_t total,
                          std::chrono::duration<double> elapsed, std::string_view note,
                          int columns) {
  constexpr int kWidth = 24;
  const double fraction =
      total > 0 ? std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0) : 1;
  const int filled = static_cast<int>(fraction * kWidth);
  std::string line =
      fmt::format("{} [{:#<{}}{:.<{}}] {}/{}", label, "", filled, "", kWidth - filled, done, total);
  if (fraction >= 1) {
    line += " in " + duration_text(elapsed.count());
  } else if (fraction > 0) {
    line += " ETA " + duration_text(elapsed.count() * (1 - fraction) / fraction);
  }
  if (!note.empty()) line.append("  ").append(note);
  return line.substr(0, static_cast<std::size_t>(std::max(columns, 0)));
}

ProgressBar::ProgressBar(std::string label, std::chrono::milliseconds log_period)
    : label_(std::move(label)),
      terminal_(isatty(STDERR_FILENO) != 0),
      log_period_(log_period),
      next_draw_(start_ + (terminal_ ? kFirstShown : log_period_)) {}

ProgressBar::~ProgressBar() {
  // Left by an exception: its message must not continue the bar's line.
  if (shown_) std::fputc('\n', stderr);
}

ProgressCallback ProgressBar::callback() {
  return [this](std::int64_t done, std::int64_t total, std::string_view note) {
    update(done, total, note);
  };
}

void ProgressBar::update(std::int64_t done, std::int64_t total, std::string_view note) {
  if (finished_) return;
  done_ = done;
  total_ = total;
  note_ = note;
  const Clock::time_point now = Clock::now();
  if (now < next_draw_) return;
  terminal_ ? draw(now) : log(now);
}

void ProgressBar::finish() {
  finished_ = true;
  if (!shown_) return;
  draw(Clock::now());
  std::fputc('\n', stderr);
  shown_ = false;
}

void ProgressBar::log(Clock::time_point now) {
  constexpr int kLongestLine = 200;
  std::fprintf(stderr, "%s\n",
               progress_line(label_, done_, total_, now - start_, note_, kLongestLine).c_str());
  std::fflush(stderr);
  next_draw_ = now + log_period_;
}

void ProgressBar::draw(Clock::time_point now) {
  // One column less than the terminal has, or some would wrap.
  const std::string line =
      progress_line(label_, done_, total_, now - start_, note_, terminal_columns() - 1);
  constexpr const char* kEraseLine = "\r\033[K";
  std::fprintf(stderr, "%s%s", kEraseLine, line.c_str());
  std::fflush(stderr);
  shown_ = true;
  next_draw_ = now + kRedraw;
}

}  // namespace streambed
