#include "experiments/sweep/crash_log.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <string_view>

#include "experiments/results/csv.h"
#include "sim/base/error.h"

namespace streambed {
namespace {

constexpr int kMaxCrashes = 2;

struct Fault {
  int signal;
  std::string_view name;
};
constexpr std::array<Fault, 5> kFaults{{{SIGSEGV, "SIGSEGV"},
                                        {SIGBUS, "SIGBUS"},
                                        {SIGFPE, "SIGFPE"},
                                        {SIGILL, "SIGILL"},
                                        {SIGABRT, "SIGABRT"}}};

// The beginnings of the lines to write if this thread falls. A handler can reach nothing but what
// stands ready in variables like these.
struct Blame {
  std::array<char, 16384> lines{};
  std::atomic<std::size_t> size = 0;
};
thread_local Blame blame;

std::atomic<int> record_file = -1;
// Threads that run episodes, and the last of them that said so: where there is only one, it answers
// for the threads that a policy started, too.
std::atomic<int> blamed_threads = 0;
std::atomic<const Blame*> last_blamed = nullptr;
std::array<struct sigaction, kFaults.size()> handlers_before{};

// Async-signal-safe.
void write_all(int file, std::string_view a, std::string_view b) {
  const std::array<iovec, 2> parts{{{const_cast<char*>(a.data()), a.size()},
                                    {const_cast<char*>(b.data()), b.size()}}};
  [[maybe_unused]] const ssize_t written = writev(file, parts.data(), 2);
}

bool blame_this_thread(std::string_view what) {
  const int file = record_file;
  const Blame* guilty = &blame;
  if (guilty->size == 0 && blamed_threads == 1) guilty = last_blamed;
  if (file < 0 || guilty == nullptr || guilty->size == 0) return false;
  std::string_view rest(guilty->lines.data(), guilty->size);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    write_all(file, rest.substr(0, end), what);
    write_all(file, "\n", "");
    write_all(STDERR_FILENO, "streambed: crashed by ", what);
    write_all(STDERR_FILENO, " in the episode ", rest.substr(0, end - 1));
    write_all(STDERR_FILENO, "\n", "");
    rest.remove_prefix(end + 1);
  }
  write_all(STDERR_FILENO,
            "streambed: run the same sweep again to go on; a key that crashes twice becomes an "
            "error row\n",
            "");
  return true;
}

void on_fault(int signal, siginfo_t* info, void*) {
  const auto fault = std::find_if(kFaults.begin(), kFaults.end(),
                                  [&](const Fault& f) { return f.signal == signal; });
  // Somebody else's kill is not the episode's doing.
  if (info->si_code != SI_USER) blame_this_thread(fault->name);
  // The handler from before comes next; it is delivered when this one returns.
  sigaction(signal, &handlers_before[static_cast<std::size_t>(fault - kFaults.begin())], nullptr);
  raise(signal);
}

// An exit from within an episode must not pass for success, nor destroy what other threads use.
void on_exit() {
  if (blame_this_thread("exit()")) _exit(EXIT_FAILURE);
}

// A stack for the handler, since an overflow leaves none.
class SignalStack {
 public:
  SignalStack() : memory_(std::make_unique<std::array<char, 65536>>()) {
    stack_t stack{.ss_sp = memory_->data(), .ss_flags = 0, .ss_size = memory_->size()};
    sigaltstack(&stack, nullptr);
  }
  ~SignalStack() {
    stack_t none{.ss_sp = nullptr, .ss_flags = SS_DISABLE, .ss_size = 0};
    sigaltstack(&none, nullptr);
  }
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;

 private:
  std::unique_ptr<std::array<char, 65536>> memory_;
};

}  // namespace

CrashLog::CrashLog(const std::filesystem::path& folder, const KeyTable& keys) : keys_(&keys) {
  const std::filesystem::path path = folder / "crashes.csv";
  std::ifstream in(path, std::ios::binary);
  CsvReader reader(in);
  std::vector<std::string> fields;
  while (in && reader.next(fields)) {
    if (fields.size() < 8) continue;
    if (const auto index = keys.index_of(fields)) {
      Past& past = past_[*index];
      ++past.count;
      past.last = fields[7];
    }
  }

  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (file < 0) {
    throw UserError(fmt::format("{} cannot be written; choose another --out", path.string()));
  }
  record_file = file;
  for (std::size_t i = 0; i < kFaults.size(); ++i) {
    struct sigaction action{};
    action.sa_sigaction = on_fault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigaction(kFaults[i].signal, &action, &handlers_before[i]);
  }
  // Stays for the life of the process; without a record it does nothing.
  [[maybe_unused]] static const int registered = std::atexit(on_exit);
}

CrashLog::~CrashLog() {
  for (std::size_t i = 0; i < kFaults.size(); ++i) {
    sigaction(kFaults[i].signal, &handlers_before[i], nullptr);
  }
  close(record_file.exchange(-1));
}

int CrashLog::count(std::int64_t index) const {
  const auto past = past_.find(index);
  return past == past_.end() ? 0 : past->second.count;
}

std::string CrashLog::verdict(std::int64_t index) const {
  if (count(index) < kMaxCrashes) return "";
  return fmt::format("crashed the process {} times, last by {}; not run again", count(index),
                     past_.at(index).last);
}

void CrashLog::running(std::span<const std::int64_t> indices) {
  thread_local const SignalStack stack;
  const bool before = blame.size > 0;
  blame.size = 0;
  std::size_t size = 0;
  for (const std::int64_t index : indices) {
    std::string line = csv_line(keys_->fields(index));
    line.back() = ',';
    line += '\n';
    // Whole lines only; what does not fit goes unrecorded.
    if (size + line.size() > blame.lines.size()) break;
    std::memcpy(blame.lines.data() + size, line.data(), line.size());
    size += line.size();
  }
  blame.size = size;
  if (before != (size > 0)) blamed_threads += size > 0 ? 1 : -1;
  if (size > 0) last_blamed = &blame;
}

}  // namespace streambed
