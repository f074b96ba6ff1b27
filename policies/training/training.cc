#include "policies/training/training.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "policies/network/network.h"
#include "policies/training/gradient_steps.h"
#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/base/processors.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::int64_t kReportEvery = 500;  // steps between points of the loss curve
constexpr std::int64_t kSaveEvery = 2000;   // steps between resume files

torch::Device device_named(const std::string& name) {
  if (name == "cpu") return torch::kCPU;
  if (!StepGraph::available() || !torch::cuda::is_available()) {
    throw UserError("device=cuda, but this build's LibTorch sees no GPU; use device=cpu");
  }
  // Factors of 10 bits on the matrix units; sums stay float32.
  at::globalContext().setFloat32MatmulPrecision("high");
  return torch::kCUDA;
}

// Steps until the loop has something to do between steps.
std::int64_t steps_until_report(std::int64_t step, const TrainingOptions& options) {
  const auto until_multiple = [step](std::int64_t of) { return of - step % of; };
  std::int64_t out = std::min(options.steps - step, until_multiple(kReportEvery));
  if (options.validate_every > 0) out = std::min(out, until_multiple(options.validate_every));
  return out;
}

std::string fingerprint_of(const Checkpoint& checkpoint, const TrainRequest& request) {
  nlohmann::json json = {{"policy", checkpoint.policy},
                         {"trained", checkpoint.trained},
                         {"task", checkpoint.task_label},
                         {"data", request.data_sha256},
                         {"options", request.options->label()}};
  return sha256_hex(json.dump());
}

std::string cell(double value) { return std::isfinite(value) ? to_text(value) : ""; }

void write_curve(const std::filesystem::path& path, const std::vector<CurvePoint>& curve) {
  std::string text = "step,seconds,loss,validation_loss,validation_score,validation_success\n";
  for (const CurvePoint& p : curve) {
    text += to_text(p.step) + "," + cell(p.seconds) + "," + cell(p.loss) + "," +
            cell(p.validation_loss) + "," + cell(p.validation_score) + "," +
            cell(p.validation_success) + "\n";
  }
  write_text_atomically(path, text);
}

nlohmann::json record_of(const TrainRequest& request, const TrainingOptions& options,
                         const TrainingState& state, std::int64_t step) {
  nlohmann::json curve = nlohmann::json::array();
  for (const CurvePoint& p : state.curve) {
    if (std::isfinite(p.validation_score)) {
      curve.push_back({{"step", p.step},
                       {"loss", p.loss},
                       {"validation_score", p.validation_score},
                       {"validation_success", p.validation_success}});
    }
  }
  return {{"seed", options.seed},
          {"options", request.options->label()},
          {"data_sha256", request.data_sha256},
          {"command", request.command},
          {"device", options.device},
          {"steps", state.step},
          {"seconds", state.seconds},
          {"chosen_step", step},
          {"curve", curve}};
}

// runs/a.safetensors after 8000 steps: runs/a-step=8000.safetensors.
std::filesystem::path kept_file(const std::filesystem::path& out, std::int64_t step) {
  return out.parent_path() /
         (out.stem().string() + "-step=" + to_text(step) + out.extension().string());
}

// The weights `flat` as a checkpoint's tensors.
std::map<std::string, TensorValue> tensors_of(const NetworkShape& shape,
                                              const torch::Tensor& flat) {
  const auto network = make_network(shape);
  torch::NoGradGuard no_grad;
  network->flat().copy_(flat);
  return network->save();
}

}  // namespace

void train_network(const Method& method, const MethodShape& shape,
                   const NetworkShape& network_shape, const Windows& train, const Windows& held_out,
                   const TrainingOptions& options, const TrainRequest& request,
                   Checkpoint checkpoint,
                   const std::function<std::unique_ptr<const Policy>(Checkpoint)>& make_policy) {
  const torch::Device device = device_named(options.device);
  const int threads = options.threads > 0 ? static_cast<int>(options.threads)
                                          : usable_processors();
  torch::set_num_threads(threads);

  const Rng root = Rng{}.fork("train").fork(checkpoint.policy).fork(options.seed);
  const std::unique_ptr<Network> made = make_network(network_shape, device);
  Network& network = *made;
  network.initialise(root.fork("weights"));
  network.use_half_products(options.half_products);
  TrainingState state(network.flat());

  // A resume file of the same run continues it.
  const std::filesystem::path resume = request.out.string() + ".resume";
  std::filesystem::path curve_file = request.out;
  curve_file.replace_extension(".csv");
  const std::string fingerprint = fingerprint_of(checkpoint, request);
  {
    torch::NoGradGuard no_grad;
    load_state(resume, state, network.flat(), fingerprint);
  }

  GradientSteps steps(method, shape, train, options, network, state, root.fork("batch"), device);
  const auto finished_checkpoint = [&](const torch::Tensor& flat, std::int64_t step) {
    Checkpoint out = checkpoint;
    out.record = record_of(request, options, state, step);
    out.tensors = tensors_of(network_shape, flat);
    return out;
  };

  // Held-out loss on fixed draws, score and success on validation starts, all of the average.
  const auto validate = [&](CurvePoint& point) {
    if (held_out.actions.rows() > 0) {
      const auto averaged = make_network(network_shape, device);
      torch::NoGradGuard no_grad;
      averaged->flat().copy_(state.average);
      TrainingOptions plain = options;
      plain.observation_noise = 0;
      TrainingPairs pairs(method, shape, held_out, plain, 1, 2048, device);
      pairs.draw(root.fork("held out"), 0, 1, method.wants_average() ? averaged.get() : nullptr);
      const auto only = torch::zeros({1}, torch::TensorOptions(torch::kInt64).device(device));
      point.validation_loss = pairs.loss(*averaged, only).item<double>();
    }
    if (options.validation_episodes > 0 && request.validate) {
      const auto policy = make_policy(finished_checkpoint(state.average, state.step));
      const Validation found =
          request.validate(*policy, static_cast<int>(options.validation_episodes));
      torch::set_num_threads(threads);
      point.validation_score = found.score;
      point.validation_success = found.success;
      const double value = options.choose == Choice::kSuccess ? found.success : found.score;
      if (options.choose == Choice::kLast || value >= state.best_value) {
        state.best_value = value;
        state.best_step = state.step;
        state.best = state.average.clone();
      }
    }
  };

  const auto started = SteadyClock::now();
  const double seconds_before = state.seconds;
  const auto elapsed = [&] {
    return seconds_before + std::chrono::duration<double>(SteadyClock::now() - started).count();
  };
  const auto report = [&](const CurvePoint& point) {
    if (!request.progress) return;
    std::string note = "loss " + to_text(std::round(point.loss * 1e5) / 1e5);
    if (state.best_step > 0) {
      note += ", step " + to_text(state.best_step) + " leads with " + to_text(state.best_value);
    }
    if (steps.recording() == GradientSteps::Recording::kRefused) {
      note += ", slow: this GPU's libraries refuse to record a step";
    }
    request.progress(state.step, options.steps, note);
  };
  while (state.step < options.steps && !request.stop.stop_requested()) {
    steps.run(steps_until_report(state.step, options));
    const bool last = state.step == options.steps;
    const bool validating =
        last || (options.validate_every > 0 && state.step % options.validate_every == 0);
    if (!validating && state.step % kReportEvery != 0) continue;

    CurvePoint point{state.step, elapsed(), steps.take_mean_loss(), NAN, NAN, NAN};
    // What is validated may lead and be written, so it is looked at itself: a step's weights can be
    // lost while the loss of before it was still finite.
    const bool lost =
        !std::isfinite(point.loss) || (validating && !state.average.isfinite().all().item<bool>());
    if (lost) {
      // The last validated weights are still good; they are what the file gets.
      if (state.best_step > 0)
        write_checkpoint(request.out, finished_checkpoint(state.best, state.best_step),
                         options.stored);
      throw UserError(
          "training diverged (loss or weights are not finite) before step " + to_text(state.step) +
          "; lower learning_rate" +
          (state.best_step > 0 ? "; kept the weights of step " + to_text(state.best_step) : ""));
    }
    if (validating) {
      validate(point);
      // A stop amid a validation: the resume file of before makes it anew.
      if (request.stop.stop_requested()) return;
    }
    state.seconds = elapsed();
    state.curve.push_back(point);
    if (validating && options.keep) {
      write_checkpoint(kept_file(request.out, state.step),
                       finished_checkpoint(state.average, state.step), options.stored);
    }
    write_curve(curve_file, state.curve);
    report(point);
    if (state.step % kSaveEvery == 0 && !last) {
      save_state(resume, state, network.flat(), fingerprint);
    }
  }

  if (state.step < options.steps) {
    state.seconds = elapsed();
    save_state(resume, state, network.flat(), fingerprint);
    return;
  }
  if (state.best_step == 0) {
    state.best = state.average;
    state.best_step = state.step;
  }
  write_checkpoint(request.out, finished_checkpoint(state.best, state.best_step), options.stored);
  std::filesystem::remove(resume);
}

}  // namespace streambed
