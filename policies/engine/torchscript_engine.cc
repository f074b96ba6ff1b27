#include "policies/engine/torchscript_engine.h"

#include <torch/script.h>

#include <algorithm>

#include "sim/base/error.h"

namespace streambed {
namespace {

torch::Tensor copy_of(std::span<const float> values, at::IntArrayRef size) {
  return torch::from_blob(const_cast<float*>(values.data()), size).clone();
}

class ScriptEngine;

class ScriptConditioned final : public Conditioned {
 public:
  ScriptConditioned(const ScriptEngine& engine, torch::Tensor condition)
      : engine_(engine), condition_(std::move(condition)) {}
  void evaluate(std::span<const float> x, float t, std::span<float> output) override;

 private:
  const ScriptEngine& engine_;
  torch::Tensor condition_;
};

class ScriptEngine final : public Engine {
 public:
  ScriptEngine(torch::jit::Module module, ScriptKind kind, std::vector<std::int64_t> size)
      : module_(std::move(module)), kind_(kind), size_(std::move(size)) {
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
  EngineInfo info_;
};

void ScriptConditioned::evaluate(std::span<const float> x, float t, std::span<float> output) {
  const auto values = engine_.call(x, t, condition_);
  std::copy_n(values.data_ptr<float>(), output.size(), output.begin());
}

// Torch's messages go on for pages; the first line says it.
std::string first_line(const std::exception& error) {
  const std::string text = error.what();
  return text.substr(0, text.find('\n'));
}

}  // namespace

std::unique_ptr<Engine> make_torchscript_engine(const std::filesystem::path& file, ScriptKind kind,
                                                const MethodShape& shape, int condition) {
  std::vector<std::int64_t> size{1, shape.action_size};
  if (kind == ScriptKind::kChunk) size = {1, shape.horizons.prediction, shape.action_size};
  if (!std::filesystem::exists(file)) {
    throw UserError("no TorchScript module at " + file.string() + "; name it with file=");
  }

  std::unique_ptr<ScriptEngine> engine;
  try {
    auto module = torch::jit::load(file.string(), torch::kCPU);
    module.eval();
    engine = std::make_unique<ScriptEngine>(std::move(module), kind, size);
  } catch (const c10::Error& error) {
    throw UserError(file.string() + " is no TorchScript module (" + first_line(error) +
                    "); export it with torch.jit.trace(...).save(...)");
  }

  // One call with zeros finds contradictions now instead of in mid-sweep.
  torch::Tensor output;
  try {
    const std::vector<float> x(static_cast<std::size_t>(
        shape.action_size * (kind == ScriptKind::kChunk ? shape.horizons.prediction : 1)));
    output = engine->call(x, 0, torch::zeros({1, condition}));
  } catch (const std::exception& error) {
    throw UserError(file.string() + " cannot be called with the sizes of its sidecar (" +
                    first_line(error) + "); correct the sidecar or kind=");
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
