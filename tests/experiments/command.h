#pragma once
// Runs the built command as a user would.

#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/experiments/folder.h"
#include "tests/paths.h"

namespace streambed {

struct Outcome {
  int status = -1;
  std::string out, err;
};

// Runs `streambed ARGUMENTS` in `folder`; the arguments go through the shell, as does the
// `environment` before the command ("A=b").
inline Outcome run(const TemporaryFolder& folder, const std::string& arguments,
                   const std::string& environment = "") {
  const std::string err = (folder / ".stderr").string(), out = (folder / ".stdout").string();
  const std::string command = "cd '" + folder.path().string() + "' && " + environment + " '" +
                              (binary_dir() / "streambed").string() + "' " + arguments + " > '" +
                              out + "' 2> '" + err + "'";
  const int status = std::system(command.c_str());
  Outcome outcome{WEXITSTATUS(status), contents(out), contents(err)};
  std::filesystem::remove(out);
  std::filesystem::remove(err);
  return outcome;
}

// A user's mistake: one line on stderr that holds `words`, status 2.
inline void check_refused(const Outcome& outcome, const std::vector<std::string>& words) {
  INFO(outcome.out << outcome.err);
  CHECK(outcome.status == 2);
  CHECK(outcome.err.rfind("streambed: ", 0) == 0);
  CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
  for (const std::string& word : words) CHECK_THAT(outcome.err, ContainsSubstring(word));
}

}  // namespace streambed
