#pragma once
// Errors of the user. (What goes wrong inside an episode becomes that episode's row of results; a
// mistake of ours is an assertion.)

#include <stdexcept>
#include <string>

namespace streambed {

// A mistake that the user can mend. The text is one line and says how; the command prints it and
// exits with status 2.
class UserError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// MuJoCo reported an error while simulating; the episode ends as `error` with this reason.
class EngineError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace streambed
