// Gives up without a reason.

#include "sim/plugin.h"

STREAMBED_REGISTER(throwing_int_plugin) {
  if (registry.tasks().size() < 1000) throw 7;
}
