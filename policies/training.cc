#include "policies/training.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

#include "policies/network.h"
#include "policies/training_state.h"
#include "sim/error.h"
#include "sim/files.h"
#include "sim/progress_bar.h"
#include "sim/text.h"

namespace streambed {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::int64_t kReportEvery = 500;  // steps between points of the loss curve
constexpr std::int64_t kSaveEvery = 2000;   // steps between resume files

// Training pairs as tensors. The conditions of all windows stay on the device, a batch's rows are
// gathered there in one copy; the rest is made on the CPU by the method's own arithmetic.
class PairSource {
 public:
  PairSource(const Method& method, const MethodShape& shape, const Windows& windows,
             std::int64_t batch, const TrainingOptions& options, torch::Device device)
      : method_(method), shape_(shape), windows_(windows), options_(options), device_(device) {
    const std::int64_t width = method.network_width(shape);
    x_ = torch::empty({batch, method.network_input(shape)});
    target_ = torch::empty({batch, width});
    weight_ = torch::empty({batch, width});
    t_ = torch::empty({batch});
    rows_ = torch::empty({batch}, torch::kInt64);
    forgets_ = torch::zeros({batch, 1}, torch::kBool);
    const auto& conditions = windows.conditions;
    if (options.observation_noise > 0) noise_ = torch::empty({batch, conditions.cols()});
    all_conditions_ = torch::from_blob(const_cast<float*>(conditions.data()),
                                       {conditions.rows(), conditions.cols()})
                          .to(device);
  }

  // Draws a batch that depends on `rng` alone and returns the network's mean squared error.
  torch::Tensor loss(const Network& network, const Rng& rng) {
    weight_.fill_(1);
    for (std::int64_t i = 0; i < t_.size(0); ++i) make_pair(i, rng.fork(i));
    const auto on_device = [&](const torch::Tensor& tensor) { return tensor.to(device_); };
    const auto predicted = network.forward(on_device(x_), on_device(t_), conditions());
    const auto error = predicted - on_device(target_), weight = on_device(weight_);
    return (error * error * weight).sum() / weight.sum().clamp_min(1);
  }

 private:
  // Row i of the batch.
  void make_pair(std::int64_t i, Rng rng) {
    const auto count = static_cast<std::uint64_t>(windows_.actions.rows());
    const auto row = static_cast<Eigen::Index>(rng.below(count));
    rows_.data_ptr<std::int64_t>()[i] = row;
    const auto columns = static_cast<std::size_t>(windows_.actions.cols());
    const ActionWindow window{{windows_.actions.row(row).data(), columns},
                              windows_.lead,
                              windows_.action_size,
                              windows_.known[static_cast<std::size_t>(row)]};
    const auto span = [&](torch::Tensor& tensor) {
      const std::int64_t width = tensor.size(1);
      return std::span<float>(tensor.data_ptr<float>() + i * width,
                              static_cast<std::size_t>(width));
    };
    TrainingPair pair{span(x_), span(target_), span(weight_)};
    method_.make_pair(window, shape_, rng, pair);
    t_.data_ptr<float>()[i] = pair.t;
    if (options_.history_dropout > 0) {
      forgets_.data_ptr<bool>()[i] = rng.uniform() < options_.history_dropout;
    }
    if (options_.observation_noise > 0) {
      const std::int64_t size = noise_.size(1);
      rng.fill_normal({noise_.data_ptr<float>() + i * size, static_cast<std::size_t>(size)});
    }
  }

  // The batch's conditions. Against imitating one's own recent motion instead of the scene (a
  // policy that stands still then stands still for ever), some samples do not show how the scene
  // moved and all are a little blurred, where the options say so.
  torch::Tensor conditions() const {
    auto out = all_conditions_.index_select(0, rows_.to(device_));
    if (options_.history_dropout > 0) {
      const int frames = shape_.horizons.observation;
      const auto seen = out.narrow(1, 0, frames * windows_.frame_size);
      const auto newest = seen.narrow(1, (frames - 1) * windows_.frame_size, windows_.frame_size);
      // A frame like the newest one is no motion.
      auto still = newest.repeat({1, frames});
      if (shape_.horizons.motion > 0) still.narrow(1, 0, (frames - 1) * windows_.frame_size).zero_();
      seen.copy_(torch::where(forgets_.to(device_), still, seen));
    }
    if (options_.observation_noise > 0) out.add_(noise_.to(device_), options_.observation_noise);
    return out;
  }

  const Method& method_;
  const MethodShape& shape_;
  const Windows& windows_;
  const TrainingOptions& options_;
  torch::Device device_;
  torch::Tensor all_conditions_;
  torch::Tensor x_, target_, weight_, t_, rows_, forgets_, noise_;
};

torch::Device device_named(const std::string& name) {
  if (name == "cpu") return torch::kCPU;
  if (!torch::cuda::is_available()) {
    throw UserError("device=cuda, but this LibTorch sees no GPU; use device=cpu");
  }
  return torch::kCUDA;
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
  std::string text = "step,seconds,loss,validation_loss,validation_score\n";
  for (const CurvePoint& p : curve) {
    text += to_text(p.step) + "," + cell(p.seconds) + "," + cell(p.loss) + "," +
            cell(p.validation_loss) + "," + cell(p.validation_score) + "\n";
  }
  write_text_atomically(path, text);
}

nlohmann::json record_of(const TrainRequest& request, const TrainingOptions& options,
                         const TrainingState& state) {
  nlohmann::json curve = nlohmann::json::array();
  for (const CurvePoint& p : state.curve) {
    if (std::isfinite(p.validation_score)) {
      curve.push_back(
          {{"step", p.step}, {"loss", p.loss}, {"validation_score", p.validation_score}});
    }
  }
  return {{"seed", options.seed},
          {"options", request.options->label()},
          {"data_sha256", request.data_sha256},
          {"command", request.command},
          {"device", options.device},
          {"steps", state.step},
          {"seconds", state.seconds},
          {"chosen_step", state.best_step},
          {"curve", curve}};
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

std::vector<Key> training_keys() {
  return {
      Key::integer("steps", 30000, "gradient steps", 1, 1e9),
      Key::integer("batch", 256, "windows per step", 1, 1 << 20),
      Key::number("learning_rate", 1e-3, "peak of the cosine schedule", 0, 1),
      Key::number("weight_decay", 1e-6, "AdamW's decoupled weight decay", 0, 10),
      Key::integer("warmup", 500, "steps of linear warm-up", 0, 1e9),
      Key::number("ema_power", 0.75, "decay of the weights' average: 1 - (1 + step)^-power", 0, 1),
      Key::number("ema_max", 0.9995, "largest decay of the weights' average", 0, 1),
      Key::integer("seed", 0, "training seed", 0, 1e15),
      Key::integer("threads", 0, "CPU threads; 0: all cores", 0, 1024),
      Key::integer("validate_every", 5000, "steps between validations; 0: at the end", 0, 1e9),
      Key::integer("validation_episodes", 100, "validation starts; 0: none", 0, 1e6),
      Key::number("history_dropout", 0, "share of samples whose older frames repeat the newest one",
                  0, 1),
      Key::number("observation_noise", 0, "blur of the observation, network units", 0, 1),
      Key::flag("mirror", false, "also learn from mirror images, where the task has them"),
      Key::choice("padding", {"masked", "repeat"},
                  "past a demonstration's end: nothing is learnt, or to repeat its last action"),
      Key::choice("device", {"cpu", "cuda"}, "where to train"),
      Key::choice("products", {"float32", "bfloat16"},
                  "factors of matrix products; bfloat16 pays where the processor has it (AMX)")};
}

TrainingOptions training_options(const Params& params) {
  return {.steps = params.integer("steps"),
          .batch = params.integer("batch"),
          .learning_rate = params.number("learning_rate"),
          .weight_decay = params.number("weight_decay"),
          .warmup = params.integer("warmup"),
          .ema_power = params.number("ema_power"),
          .ema_max = params.number("ema_max"),
          .seed = params.integer("seed"),
          .threads = params.integer("threads"),
          .validate_every = params.integer("validate_every"),
          .validation_episodes = params.integer("validation_episodes"),
          .device = params.text("device"),
          .half_products = params.text("products") == "bfloat16",
          .history_dropout = params.number("history_dropout"),
          .observation_noise = params.number("observation_noise"),
          .mirror = params.flag("mirror"),
          .padding = params.text("padding") == "repeat" ? Padding::kRepeat : Padding::kMasked};
}

void train_network(const Method& method, const MethodShape& shape,
                   const NetworkShape& network_shape, const Windows& train, const Windows& held_out,
                   const TrainingOptions& options, const TrainRequest& request,
                   Checkpoint checkpoint,
                   const std::function<std::unique_ptr<const Policy>(Checkpoint)>& make_policy) {
  const torch::Device device = device_named(options.device);
  const int threads = options.threads > 0 ? static_cast<int>(options.threads)
                                          : static_cast<int>(std::thread::hardware_concurrency());
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

  PairSource source(method, shape, train, options.batch, options, device);
  const auto finished_checkpoint = [&](const torch::Tensor& flat) {
    Checkpoint out = checkpoint;
    out.record = record_of(request, options, state);
    out.tensors = tensors_of(network_shape, flat);
    return out;
  };

  // Held-out loss on fixed draws, and the mean score on validation starts, both of the average.
  const auto validate = [&](CurvePoint& point) {
    if (held_out.actions.rows() > 0) {
      const auto averaged = make_network(network_shape, device);
      torch::NoGradGuard no_grad;
      averaged->flat().copy_(state.average);
      TrainingOptions plain = options;
      plain.history_dropout = plain.observation_noise = 0;
      PairSource held(method, shape, held_out, 2048, plain, device);
      point.validation_loss = held.loss(*averaged, root.fork("held out")).item<double>();
    }
    if (options.validation_episodes > 0 && request.validate) {
      const auto policy = make_policy(finished_checkpoint(state.average));
      const double score = request.validate(*policy, static_cast<int>(options.validation_episodes));
      torch::set_num_threads(threads);
      if (request.stop.stop_requested()) return;
      point.validation_score = score;
      if (score >= state.best_score) {
        state.best_score = score;
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
  ProgressBar bar("train " + checkpoint.policy, options.steps);
  double loss_sum = 0;
  std::int64_t loss_count = 0;
  while (state.step < options.steps && !request.stop.stop_requested()) {
    network.flat_gradient().zero_();
    const auto loss = source.loss(network, root.fork("batch").fork(state.step));
    loss.backward();
    {
      torch::NoGradGuard no_grad;
      state.update(network.flat(), network.flat_gradient(), learning_rate_at(state.step, options),
                   options);
    }
    loss_sum += loss.item<double>();
    ++loss_count;

    const bool last = state.step == options.steps;
    const bool validating =
        last || (options.validate_every > 0 && state.step % options.validate_every == 0);
    if (!validating && state.step % kReportEvery != 0) continue;

    CurvePoint point{state.step, elapsed(), loss_sum / static_cast<double>(loss_count), NAN, NAN};
    loss_sum = 0;
    loss_count = 0;
    if (!std::isfinite(point.loss)) {
      // The last validated weights are still good; they are what the file gets.
      if (state.best_step > 0) write_checkpoint(request.out, finished_checkpoint(state.best));
      throw UserError(
          "training diverged (the loss is not finite) before step " + to_text(state.step) +
          "; lower learning_rate" +
          (state.best_step > 0 ? "; kept the weights of step " + to_text(state.best_step) : ""));
    }
    if (validating) validate(point);
    state.seconds = elapsed();
    state.curve.push_back(point);
    write_curve(curve_file, state.curve);
    bar.update(state.step,
               "loss " + to_text(std::round(point.loss * 1e5) / 1e5) +
                   (state.best_step > 0 ? ", best score " + to_text(state.best_score) : ""));
    if (state.step % kSaveEvery == 0 && !last) {
      save_state(resume, state, network.flat(), fingerprint);
    }
  }
  bar.finish();

  if (state.step < options.steps) {
    state.seconds = elapsed();
    save_state(resume, state, network.flat(), fingerprint);
    return;
  }
  if (state.best_step == 0) {
    state.best = state.average;
    state.best_step = state.step;
  }
  write_checkpoint(request.out, finished_checkpoint(state.best));
  std::filesystem::remove(resume);
}

}  // namespace streambed
