#pragma once
// What the numbers were made on.

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace streambed {

struct Machine {
  std::string cpu;               // model name
  std::vector<std::string> isa;  // vector extensions that change speed or bits, sorted
  int cores = 0;
  double load_average = 0;  // over the last minute
  std::string governor;     // of the first core's frequency; empty where it cannot be read
  // Variables that steer the math libraries: OMP_*, OPENBLAS_*, MKL_*, GOTO_*, KMP_*,
  // GLIBC_TUNABLES.
  std::map<std::string, std::string> environment;
};

Machine inspect_machine();
nlohmann::json to_json(const Machine& machine);
// Compiler, build type and flags.
std::string build_text();

}  // namespace streambed
