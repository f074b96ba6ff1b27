// Calls what a later version may have.

#include "sim/plugin.h"

namespace streambed {
void function_of_tomorrow(Registry& registry);
}

STREAMBED_REGISTER(missing_symbol_plugin) { streambed::function_of_tomorrow(registry); }
