#include "policies/engine/torchscript_engine.h"

#include <torch/csrc/jit/passes/inliner.h>
#include <torch/script.h>

#include <ATen/CPUGeneratorImpl.h>
#include <algorithm>
#include <mutex>
#include <optional>
#include <sstream>

#include "sim/base/error.h"

namespace streambed {
namespace {

torch::Tensor copy_of(std::span<const float> values, at::IntArrayRef size) {
  return torch::from_blob(const_cast<float*>(values.data()), size).clone();
}

// Modules draw from LibTorch's one generator of the process, so only one at a time may, seeded
// anew each time. Who draws next then makes no difference.
class TorchDraws {
 public:
  explicit TorchDraws(std::uint64_t seed) {
    static std::mutex drawing;
    lock_ = std::unique_lock(drawing);
    auto generator = at::detail::getDefaultCPUGenerator();
    const std::scoped_lock generator_lock(generator.mutex());
    generator.set_current_seed(seed);
  }
  // Has anything been drawn since?
  static bool any_since(const torch::Tensor& state) { return !torch::equal(state, present()); }
  static torch::Tensor present() {
    auto generator = at::detail::getDefaultCPUGenerator();
    const std::scoped_lock generator_lock(generator.mutex());
    return generator.get_state().clone();
  }

 private:
  std::unique_lock<std::mutex> lock_;
};

// What went wrong, without the pages that LibTorch adds before and after it.
std::string torch_cause(const std::exception& error) {
  const auto* own = dynamic_cast<const c10::Error*>(&error);
  const std::string text = own == nullptr ? error.what() : own->what_without_backtrace();
  // The interpreter names the operator first and the cause in the last line: "RuntimeError: ...".
  std::istringstream lines(text);
  std::string first, cause;
  for (std::string line; std::getline(lines, line);) {
    if (first.empty()) first = line;
    const std::string word = line.substr(0, line.find(' '));
    if (word.ends_with("Error:") || word.ends_with("Exception:")) cause = line;
  }
  return cause.empty() ? first : cause;
}

// Does it draw somewhere, perhaps in a branch that is seldom taken?
bool mentions_drawing(torch::jit::Block& block) {
  for (torch::jit::Node* node : block.nodes()) {
    if (node->isNondeterministic()) return true;
    for (torch::jit::Block* inner : node->blocks()) {
      if (mentions_drawing(*inner)) return true;
    }
  }
  return false;
}

bool mentions_drawing(const torch::jit::Module& module) {
  const auto graph = module.get_method("forward").graph()->copy();
  torch::jit::Inline(*graph);
  return mentions_drawing(*graph->block());
}

class ScriptEngine;

class ScriptConditioned final : public Conditioned {
 public:
  ScriptConditioned(const ScriptEngine& engine, torch::Tensor condition)
      : engine_(engine), condition_(std::move(condition)) {}
  void draw_from(const Rng& rng) override { rng_ = rng; }
  void evaluate(std::span<const float> x, float t, std::span<float> output) override;

 private:
  const ScriptEngine& engine_;
  torch::Tensor condition_;
  Rng rng_;
};

class ScriptEngine final : public Engine {
 public:
  ScriptEngine(torch::jit::Module module, ScriptKind kind, std::vector<std::int64_t> size,
               std::string file)
      : module_(std::move(module)), kind_(kind), size_(std::move(size)), file_(std::move(file)) {
    info_.name = "torchscript, a module of the user's";
    for (const auto& parameter : module_.parameters()) {
      info_.bytes_per_call += static_cast<std::int64_t>(parameter.nbytes());
    }
  }

  const EngineInfo& info() const override { return info_; }

  std::unique_ptr<Conditioned> condition(std::span<const float> condition) const override {
    // Torch's limit is per thread; one row of work is never worth a second thread.
    if (torch::get_num_threads() != 1) torch::set_num_threads(1);
    const auto width = static_cast<std::int64_t>(condition.size());
    return std::make_unique<ScriptConditioned>(*this, copy_of(condition, {1, width}));
  }

  // Finds out, also by one call with zeros, whether the module draws random numbers. Returns its
  // output.
  torch::Tensor try_out(std::span<const float> x, const torch::Tensor& condition) {
    const TorchDraws alone(0);
    const torch::Tensor before = TorchDraws::present();
    const torch::Tensor output = call(x, 0, condition);
    draws_ = TorchDraws::any_since(before) || mentions_drawing(module_);
    if (draws_) {
      info_.remarks.push_back(file_ +
                              " draws random numbers: they come from each plan's own stream, and "
                              "its calls wait for each other");
    }
    return output;
  }

  // For a running plan, whose `rng` seeds what the module draws. Errors name the file.
  torch::Tensor call(std::span<const float> x, float t, const torch::Tensor& condition,
                     Rng& rng) const try {
    std::optional<TorchDraws> alone;
    if (draws_) alone.emplace(rng.next_u64());
    return call(x, t, condition);
  } catch (const std::exception& error) {
    throw std::runtime_error(file_ + ": " + torch_cause(error));
  }

  torch::Tensor call(std::span<const float> x, float t, const torch::Tensor& condition) const {
    torch::NoGradGuard no_grad;
    std::vector<torch::jit::IValue> arguments{copy_of(x, size_)};
    if (kind_ == ScriptKind::kVelocity) arguments.emplace_back(torch::full({1}, t));
    arguments.emplace_back(condition);
    // forward() is not const, but running a module changes none of its weights.
    auto module = module_;
    return module.forward(std::move(arguments)).toTensor().to(torch::kFloat32).contiguous();
  }
  const std::vector<std::int64_t>& size() const { return size_; }

 private:
  torch::jit::Module module_;
  ScriptKind kind_;
  std::vector<std::int64_t> size_;  // of x and of the output
  std::string file_;
  bool draws_ = false;
  EngineInfo info_;
};

void ScriptConditioned::evaluate(std::span<const float> x, float t, std::span<float> output) {
  const auto values = engine_.call(x, t, condition_, rng_);
  std::copy_n(values.data_ptr<float>(), output.size(), output.begin());
}

}  // namespace

std::unique_ptr<Engine> make_torchscript_engine(const std::filesystem::path& file, ScriptKind kind,
                                                const MethodShape& shape, int condition) {
  std::vector<std::int64_t> size{1, shape.action_size};
  if (kind == ScriptKind::kChunk) size = {1, shape.horizons.prediction, shape.action_size};
  if (!std::filesystem::exists(file)) {
    throw UserError(file.string() + " does not exist; name the TorchScript module with file=");
  }

  std::unique_ptr<ScriptEngine> engine;
  try {
    auto module = torch::jit::load(file.string(), torch::kCPU);
    module.eval();
    engine = std::make_unique<ScriptEngine>(std::move(module), kind, size, file.string());
  } catch (const std::exception& error) {
    throw UserError(file.string() + " is no TorchScript module (" + torch_cause(error) +
                    "); export it with torch.jit.trace(...).save(...)");
  }

  // One call with zeros finds contradictions now instead of in mid-sweep.
  torch::Tensor output;
  try {
    const std::vector<float> x(static_cast<std::size_t>(
        shape.action_size * (kind == ScriptKind::kChunk ? shape.horizons.prediction : 1)));
    output = engine->try_out(x, torch::zeros({1, condition}));
  } catch (const std::exception& error) {
    throw UserError(file.string() + " cannot be called with the sizes of its sidecar (" +
                    torch_cause(error) + "); correct the sidecar or kind=");
  }
  if (output.sizes() != at::IntArrayRef(size)) {
    std::ostringstream text;
    text << file.string() << " returns " << output.sizes() << " where its sidecar says "
         << at::IntArrayRef(size) << "; correct the sidecar or kind=";
    throw UserError(text.str());
  }
  return engine;
}

}  // namespace streambed
