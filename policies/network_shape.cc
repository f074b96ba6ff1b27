#include "policies/network_shape.h"

namespace streambed {

std::vector<TensorShape> film_mlp_tensors(const NetworkShape& s) {
  const int film = s.blocks * 2 * s.hidden;
  std::vector<TensorShape> out;
  const auto add = [&](const std::string& name, int rows, int columns) {
    out.push_back({name + ".weight", {rows, columns}});
    out.push_back({name + ".bias", {rows}});
  };
  add("input", s.hidden, s.input);
  for (int i = 0; i < s.blocks; ++i) {
    add("block" + std::to_string(i) + ".first", s.hidden, s.hidden);
    add("block" + std::to_string(i) + ".second", s.hidden, s.hidden);
  }
  add("output", s.output, s.hidden);
  add("observation.first", s.hidden, s.condition);
  add("observation.second", s.observation_features, s.hidden);
  add("time.first", 2 * s.time_features, 2 * s.time_features);
  add("time.second", s.time_features, 2 * s.time_features);
  add("film.observation", film, s.observation_features);
  // One bias serves both parts of the condition.
  out.push_back({"film.time.weight", {film, s.time_features}});
  return out;
}

}  // namespace streambed
