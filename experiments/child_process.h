#pragma once
// Runs other programs without a shell, so that arguments arrive as they are.

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace streambed {

struct Child {
  int status = -1;      // as exit() had it; -1 when it could not be started or was killed
  bool started = true;  // false: there is no such program
  std::string output;   // stdout and stderr together
};

// Runs a program that is looked up in PATH to its end, in `folder` unless that is empty; a stop
// request ends it. Throws std::runtime_error when the system has no pipe left.
Child run_child(std::vector<std::string> arguments, const std::stop_token& stop,
                const std::filesystem::path& folder = {});

}  // namespace streambed
