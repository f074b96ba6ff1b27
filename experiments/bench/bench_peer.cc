// The Python peer as a child process, without a shell in between.

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "experiments/bench/bench_setup.h"
#include "sim/base/child_process.h"
#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/base/text.h"
#include "sim/types.h"

namespace streambed {
namespace {

using Json = nlohmann::json;

std::string last_line(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

Quantiles from_json(const Json& json, const char* name) {
  if (!json.contains(name)) {
    return {kNotMeasured, kNotMeasured, 0};
  }
  const Json& value = json.at(name);
  return {value.at("p50").get<double>(), value.at("p99").get<double>(),
          value.at("count").get<std::int64_t>()};
}

// The policy's run-time choices that a network call's cost depends on.
std::vector<std::string> arguments_for(const BenchSetup& plan, const BenchOptions& options,
                                       const BenchHooks& hooks, const Spec& policy) {
  const auto value = [&](const char* key, const std::string& otherwise) {
    const auto found = policy.values.find(key);
    return found == policy.values.end() ? otherwise : found->second;
  };
  std::string checkpoint = value("checkpoint", "");
  if (checkpoint.empty() && hooks.default_checkpoint) {
    checkpoint = hooks.default_checkpoint(plan.task->info().name, policy).string();
  }
  return {options.peer_python,
          hooks.equipment.shipped.path("experiments/bench/peer_python.py").string(),
          checkpoint,
          "--steps=" + value("steps", "10"),
          "--execution-horizon",
          value("execution_horizon", "8"),
          "--seconds",
          options.quick ? "0.3" : "2"};
}

}  // namespace

void check_peer(const BenchOptions& options) {
  if (options.peer_python.empty()) return;
  const Finished child = run_to_end({options.peer_python, "-c", "import torch"}, options.stop);
  if (child.status == 0 || options.stop.stop_requested()) return;
  throw UserError(fmt::format(
      "--peer-python {}: {}; name an interpreter that has torch, e.g. /usr/bin/python3 after apt "
      "install python3-torch",
      options.peer_python,
      child.output.empty() ? "it cannot be run" : one_line(last_line(child.output), 200)));
}

std::vector<InferenceRow> measure_peers(const BenchSetup& plan, const BenchOptions& options,
                                        const BenchHooks& hooks) {
  std::vector<InferenceRow> rows;
  if (options.peer_python.empty()) return rows;
  for (const BenchPeer& peer : plan.peers) {
    const Finished child = run_to_end(arguments_for(plan, options, hooks, peer.spec), options.stop);
    if (options.stop.stop_requested()) return rows;
    const Json json = Json::parse(last_line(child.output), nullptr, false);
    if (child.status != 0 || !json.is_object()) {
      throw UserError(fmt::format("the Python peer of {} failed: {}; leave out --peer-python",
                                  peer.policy, one_line(last_line(child.output), 200)));
    }
    for (const Json& entry : json.at("rows")) {
      InferenceRow row;
      row.policy = peer.policy;
      row.engine = entry.at("engine").get<std::string>();
      row.engine_name = fmt::format("Python, torch {}", json.at("torch").get<std::string>());
      row.actions = json.at("actions").get<int>();
      row.first_calls = entry.at("first_calls").get<int>();
      row.calls = entry.at("calls").get<int>();
      row.first_action = from_json(entry, "first_action_us");
      row.action = from_json(entry, "action_us");
      row.chunk = from_json(entry, "chunk_us");
      row.network_call = from_json(entry, "network_call_us");
      row.first_action_limit = row.action_limit = row.chunk_limit = row.call_limit = row.tail =
          kNotMeasured;
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace streambed
