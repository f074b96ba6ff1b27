// Gives up while it registers.

#include <stdexcept>

#include "sim/plugin.h"

STREAMBED_REGISTER(throwing_plugin) {
  registry.add(streambed::TaskEntry{
      .name = "half",
      .summary = "",
      .keys = {},
      .make = [](const streambed::Params&, const streambed::Assets&) {
        return nullptr;
      }});
  throw std::runtime_error("no\nlicence");
}
