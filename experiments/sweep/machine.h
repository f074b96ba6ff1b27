#pragma once
// The machine on which numbers were made.

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
  // The processor that OpenBLAS chose its kernels for; empty without OpenBLAS.
  std::string blas_core;
};

Machine inspect_machine();
nlohmann::json to_json(const Machine& machine);
// One line of advice if OpenBLAS does not know this processor; empty if it does. An OpenBLAS that
// is older than the processor takes it for one of 2004 and multiplies matrices three times slower
// than it could (seen with 0.3.21 of Debian 12 on a Xeon of 2023).
std::string blas_advice(const Machine& machine);
// Compiler, build type and flags.
std::string build_text();

}  // namespace streambed
