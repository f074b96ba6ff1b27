// Has the right versions, but was built with headers whose types had other sizes.

#include "sim/plugin.h"

extern "C" const char* streambed_plugin_abi() { return STREAMBED_ABI; }
extern "C" std::uint64_t streambed_plugin_layout() { return streambed::kPluginLayout + 1; }
extern "C" void streambed_plugin_register(streambed::Registry& registry) {
  registry.add(streambed::TaskEntry{});
}
