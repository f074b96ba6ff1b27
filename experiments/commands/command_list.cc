#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <vector>

#include "experiments/commands/commands.h"
#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/clock/inference.h"
#include "sim/events/check_events.h"
#include "sim/events/events.h"

namespace streambed {
namespace {

// One thing that has a name and keys, whatever its kind.
struct Item {
  std::string name;
  std::string summary;
  std::vector<Key> keys = {};
  std::vector<Key> train_keys = {};
  std::string plugin = {};
};

struct Section {
  const char* title;
  std::vector<Item> items;
};

std::vector<Section> sections_of(const Registry& registry) {
  std::vector<Section> sections{{"Tasks", {}}, {"Policies", {}}, {"Clocks", {}}, {"Events", {}}};
  for (const TaskEntry& task : registry.tasks()) {
    sections[0].items.push_back({task.name, task.summary, task.keys, {}, task.plugin});
  }
  for (const PolicyEntry& policy : registry.policies()) {
    sections[1].items.push_back(
        {policy.name, policy.summary, policy.keys, policy.train_keys, policy.plugin});
  }
  for (const ClockEntry& clock : clock_entries()) {
    sections[2].items.push_back({clock.name, clock.help, clock.keys});
  }
  for (const EventEntry& event : event_entries()) {
    sections[3].items.push_back({event.name, event.help, event.keys});
  }
  return sections;
}

// What may stand behind the equals sign.
std::string values_of(const Key& key) {
  if (key.kind == KeyKind::kChoice) return join(key.choices, "|");
  if (key.kind == KeyKind::kFlag) return "true|false";
  if (key.kind == KeyKind::kText) return "text";
  const char* kind = key.kind == KeyKind::kInteger ? "integer" : "number";
  const bool low = key.low > -1e300, high = key.high < 1e300;
  if (!low && !high) return kind;
  return fmt::format("{} {}..{}", kind, low ? to_text(key.low) : "", high ? to_text(key.high) : "");
}

void print_keys(const std::vector<Key>& keys, const char* indent) {
  std::size_t left = 0, middle = 0;
  for (const Key& key : keys) {
    left = std::max(left, key.name.size() + 1 + key.default_value.size());
    middle = std::max(middle, values_of(key).size());
  }
  for (const Key& key : keys) {
    fmt::print("{}{:<{}}  {:<{}}  {}\n", indent, key.name + "=" + key.default_value, left,
               values_of(key), middle, key.help);
  }
}

void print_item(const Item& item) {
  fmt::print("  {}{}{}\n", item.name, item.summary.empty() ? "" : ": ", item.summary);
  if (!item.plugin.empty()) fmt::print("      plugin {}\n", item.plugin);
  print_keys(item.keys, "      ");
  if (!item.train_keys.empty()) {
    fmt::print("      train --set:\n");
    print_keys(item.train_keys, "        ");
  }
}

// "agent (position, 2 px), block_angle (angle, 1 rad, of block)"
std::string components_text(const std::vector<Component>& components) {
  std::vector<std::string> parts;
  for (const Component& component : components) {
    std::string part = fmt::format("{} ({}, {}", component.name, kind_name(component.kind),
                                   component.size);
    if (!component.unit.empty()) part += " " + component.unit;
    if (!component.object.empty()) part += ", of " + component.object;
    if (!component.measured_by.empty()) part += ", measured by " + component.measured_by;
    parts.push_back(part + ")");
  }
  return join(parts, ", ");
}

// What a task manipulates, and what events may do to it.
void print_disturbances(const TaskInfo& info) {
  for (const TaskObject& object : info.objects) {
    fmt::print("      object {}{}\n", object.name,
               object.goal.empty() ? "" : ", whose goal is " + object.goal);
  }
  for (const TaskChange& change : info.changes) {
    fmt::print("      change {}, {}..{} {}: {}\n", change.name, to_text(change.low),
               to_text(change.high), change.unit, change.help);
  }
  const std::vector<std::string> events = events_taken(info);
  fmt::print("      events: {}\n", events.empty() ? "none" : join(events, ", "));
}

// What a task says of itself with its default keys. Some cannot be made with these.
void print_description(const Registry& registry, const std::string& name) {
  try {
    const auto task = registry.make_task(name);
    fmt::print("      observes  {}\n      commands  {}\n",
               components_text(task->info().observation), components_text(task->info().action));
    print_disturbances(task->info());
  } catch (const UserError& error) {
    fmt::print("      what it observes is not known: {}\n", error.what());
  }
}

void list(const Registry& registry, const std::string& wanted) {
  std::vector<Section> sections = sections_of(registry);

  // A name picks its entry from every section.
  if (!wanted.empty()) {
    std::vector<std::string> names;
    for (Section& section : sections) {
      for (const Item& item : section.items) names.push_back(item.name);
      std::erase_if(section.items, [&](const Item& item) { return item.name != wanted; });
    }
    if (std::find(names.begin(), names.end(), wanted) == names.end()) {
      throw UserError(
          fmt::format("nothing is called '{}'; there are: {}", wanted, join(names, ", ")));
    }
  }

  for (const Section& section : sections) {
    if (section.items.empty()) continue;
    fmt::print("{}\n", section.title);
    for (const Item& item : section.items) {
      print_item(item);
      const bool is_task = section.title == std::string_view("Tasks");
      if (is_task && !wanted.empty()) print_description(registry, item.name);
    }
  }
  if (wanted.empty()) {
    fmt::print(
        "\nKeys are written in parentheses, with their defaults shown above: "
        "\"name(key=value,...)\".\n");
  }
}

}  // namespace

void add_list_command(CLI::App& app, CommandContext& context) {
  CLI::App* command = app.add_subcommand("list", "Show tasks, policies, clocks and events");
  // The option's target must live as long as the callback that reads it.
  auto name = std::make_shared<std::string>();
  command->add_option("NAME", *name, "Show only this one");
  command->callback([&context, name] { list(context.registry, *name); });
}

}  // namespace streambed
