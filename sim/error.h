#pragma once
// The first of three tiers of error (the others: an episode's failure becomes a row, a bug asserts).

#include <stdexcept>
#include <string>

namespace streambed {

// A mistake that the user can mend. The text is one line and names the fix;
// the command prints it and exits with status 2.
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
