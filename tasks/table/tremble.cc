#include "tasks/table/tremble.h"

namespace streambed {

Key tremble_key() {
  return Key::number("noise", 0, "deviation of a trembling hand, m per tick", 0, 0.05);
}

Action trembling(Action target, double deviation, const Rng& rng) {
  if (deviation <= 0) return target;
  Rng tremble = Rng(rng).fork("noise");
  for (double& coordinate : target) coordinate += deviation * tremble.normal();
  return target;
}

}  // namespace streambed
