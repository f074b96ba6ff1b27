// Claims to come from a build of another time.

#include "sim/registry.h"

extern "C" const char* streambed_plugin_abi() { return "streambed-api=0\nmujoco=1"; }
extern "C" void streambed_plugin_register(streambed::Registry& registry) {
  registry.add(streambed::TaskEntry{});
}
