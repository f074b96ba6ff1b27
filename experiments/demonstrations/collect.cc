#include "experiments/demonstrations/collect.h"

#include <fmt/format.h>

#include <utility>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/data/recording.h"

namespace streambed {
namespace {

constexpr std::int64_t kMostFailuresInRow = 100;

}  // namespace

Collection collect(const Task& task, const Policy& policy, const CollectOptions& options,
                   const std::function<void(Demonstration)>& keep) {
  Collection collection;
  const std::string model = options.embed_model ? task.model_xml() : "";
  const auto sensors = options.equipment.sensors_for(task);
  std::int64_t failures_in_row = 0;
  DataPtr data;
  while (collection.kept < options.episodes) {
    EpisodeKey key;
    key.context = options.first_context + collection.tried;
    Recording recording(task, policy.info().label, key);
    Episode episode(task, policy, key, std::move(data), options.stop,
                    {options.equipment.shipped, sensors.get(), &recording});
    while (!episode.done() && !options.stop.stop_requested()) episode.tick();
    // An episode that was cut short is none.
    if (options.stop.stop_requested()) break;
    ++collection.tried;

    const EpisodeResult result = episode.result();
    if (result.end == End::kError)
      throw UserError(fmt::format("{} broke on {} from start {} ({}); choose another policy",
                                  policy.info().label, task.info().label, key.context,
                                  one_line(result.reason)));
    failures_in_row = result.success ? 0 : failures_in_row + 1;
    collection.failed += result.success ? 0 : 1;
    if (result.success || (options.keep_failures && result.end != End::kDiverged)) {
      Demonstration demonstration = recording.demonstration();
      demonstration.model_xml = model;
      demonstration.mode = mode_label(task.info(), result.mode);
      keep(std::move(demonstration));
      ++collection.kept;
      if (options.progress) options.progress(collection.kept, options.episodes, "episodes");
    } else if (failures_in_row == kMostFailuresInRow) {
      throw UserError(fmt::format(
          "{} failed on the {} starts up to {}; choose another policy, or --keep-failures",
          policy.info().label, kMostFailuresInRow, key.context));
    }
    data = episode.release_data();
  }
  collection.origin =
      fmt::format("{} contexts={}..{} failed={}{}", policy.info().label, options.first_context,
                  options.first_context + collection.tried - 1, collection.failed,
                  options.keep_failures ? " (kept)" : "");
  return collection;
}

}  // namespace streambed
