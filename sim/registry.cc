#include "sim/registry.h"

#include <algorithm>

#include "sim/base/error.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

template <class Entry>
const Entry* find(const std::vector<Entry>& entries, std::string_view name) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.name == name; });
  return found == entries.end() ? nullptr : &*found;
}

template <class Entry>
const Entry& find_or_throw(const std::vector<Entry>& entries, std::string_view name,
                           const char* kind, const char* plural) {
  if (const Entry* entry = find(entries, name)) return *entry;
  std::vector<std::string> known;
  for (const Entry& entry : entries) known.push_back(entry.name);
  throw UserError("there is no " + std::string(kind) + " \"" + std::string(name) + "\"." +
                  did_you_mean(name, known) + " " + plural + ": " +
                  (known.empty() ? "none" : join(known, ", ")));
}

// A plugin's mistakes are its user's: they are told, not asserted.
template <class Entry>
void add_once(std::vector<Entry>& entries, Entry entry, const char* kind,
              const std::string& plugin) {
  const Spec spec = parse_spec(entry.name);
  if (spec.name != entry.name) {
    throw UserError("a " + std::string(kind) + " cannot be called '" + one_line(entry.name) +
                    "'; use letters, digits, _ - . and /");
  }
  if (!entry.make) {
    throw UserError("the " + std::string(kind) + " \"" + entry.name +
                    "\" is registered without make; give the function that makes it");
  }
  if (find(entries, entry.name) != nullptr) {
    throw UserError("the " + std::string(kind) + " \"" + entry.name +
                    "\" is registered twice; rename one or load only one plugin with it");
  }
  entry.plugin = plugin;
  entries.push_back(std::move(entry));
}

// What `make` gave, unless it gave nothing or something that contradicts itself.
template <class Made>
std::unique_ptr<const Made> checked(std::unique_ptr<const Made> made, const std::string& name) {
  if (!made) throw UserError(name + ": its make returned nothing; return the object that it makes");
  check(*made);
  return made;
}

}  // namespace

void Registry::add(TaskEntry entry) { add_once(tasks_, std::move(entry), "task", plugin_); }

void Registry::add(PolicyEntry entry) { add_once(policies_, std::move(entry), "policy", plugin_); }

const TaskEntry& Registry::task(std::string_view name) const {
  return find_or_throw(tasks_, name, "task", "Tasks");
}

const PolicyEntry& Registry::policy(std::string_view name) const {
  return find_or_throw(policies_, name, "policy", "Policies");
}

// A plugin's assets lie beside its file.
Assets Registry::assets_of(const std::string& plugin) const {
  return plugin.empty() ? assets_ : Assets(std::filesystem::path(plugin).parent_path());
}

std::unique_ptr<const Task> Registry::make_task(std::string_view spec) const {
  const Spec parsed = parse_spec(spec);
  const TaskEntry& entry = task(parsed.name);
  return checked(entry.make(Params(parsed, entry.keys), assets_of(entry.plugin)), entry.name);
}

std::unique_ptr<const Policy> Registry::make_policy(std::string_view spec, const Task& task) const {
  const Spec parsed = parse_spec(spec);
  const PolicyEntry& entry = policy(parsed.name);
  return checked(entry.make(Params(parsed, entry.keys), task, assets_of(entry.plugin)),
                 entry.name);
}

}  // namespace streambed
