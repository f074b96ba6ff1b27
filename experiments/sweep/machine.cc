#include "experiments/sweep/machine.h"

#include <dlfcn.h>
#include <fmt/core.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string_view>
#include <thread>

namespace streambed {
namespace {

bool matters(std::string_view flag) {
  return flag.starts_with("avx") || flag.starts_with("amx") || flag == "sse4_2" || flag == "fma" ||
         flag == "f16c" || flag == "asimd" || flag == "sve";
}

void read_cpu(std::istream& in, Machine& machine) {
  std::string line;
  while (std::getline(in, line) && !line.empty()) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) continue;
    const std::string value = line.substr(colon + 2);
    if (line.starts_with("model name")) machine.cpu = value;
    if (line.starts_with("flags") || line.starts_with("Features")) {
      std::istringstream flags(value);
      for (std::string flag; flags >> flag;) {
        if (matters(flag)) machine.isa.push_back(flag);
      }
    }
  }
  std::sort(machine.isa.begin(), machine.isa.end());
}

// Asked of the library that LibTorch brought into the process, where it is an OpenBLAS.
std::string openblas_core() {
  using CoreName = char* (*)();
  const auto core_name = reinterpret_cast<CoreName>(dlsym(RTLD_DEFAULT, "openblas_get_corename"));
  return core_name ? core_name() : std::string();
}

}  // namespace

Machine inspect_machine() {
  Machine machine;
  // The first processor speaks for all.
  std::ifstream cpu("/proc/cpuinfo");
  read_cpu(cpu, machine);
  machine.cores = static_cast<int>(std::thread::hardware_concurrency());
  getloadavg(&machine.load_average, 1);
  std::ifstream("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor") >> machine.governor;

  for (char** entry = environ; *entry; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    for (const std::string_view prefix :
         {"OMP_", "OPENBLAS_", "MKL_", "GOTO_", "KMP_", "GLIBC_TUNABLES="}) {
      if (equals != text.npos && text.starts_with(prefix)) {
        machine.environment.emplace(text.substr(0, equals), text.substr(equals + 1));
      }
    }
  }
  machine.blas_core = openblas_core();
  return machine;
}

nlohmann::json to_json(const Machine& machine) {
  return {{"cpu", machine.cpu},
          {"isa", machine.isa},
          {"cores", machine.cores},
          {"load_average", machine.load_average},
          {"governor", machine.governor},
          {"environment", machine.environment},
          {"blas_core", machine.blas_core}};
}

std::string blas_advice(const Machine& machine) {
  const auto has = [&](const char* flag) {
    return std::find(machine.isa.begin(), machine.isa.end(), flag) != machine.isa.end();
  };
  if (machine.blas_core != "Prescott" || !has("avx2")) return {};
  return fmt::format(
      "OpenBLAS does not know this processor and takes it for a Prescott, so LibTorch is slow; set "
      "OPENBLAS_CORETYPE={}",
      has("avx512f") ? "SkylakeX" : "Haswell");
}

std::string build_text() { return STREAMBED_BUILD; }

}  // namespace streambed
