// What `streambed train --set` may say.

#include "policies/training/training.h"

namespace streambed {
namespace {

Choice choice_of(const std::string& name) {
  if (name == "success") return Choice::kSuccess;
  return name == "last" ? Choice::kLast : Choice::kScore;
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
      Key::choice(
          "choose", {"score", "success", "last"},
          "the weights written: of the validation with the best mean score or success rate, "
          "or the last"),
      Key::number("observation_noise", 0, "blur of the observation, network units", 0, 1),
      Key::flag("mirror", false, "also learn from mirror images, where the task has them"),
      Key::choice("padding", {"masked", "repeat"},
                  "past a demonstration's end: nothing is learnt, or to repeat its last action"),
      Key::choice("device", {"cpu", "cuda"}, "where to train"),
      Key::choice("stored", {"float16", "int8"}, "the checkpoint's weights; int8 halves its size"),
      Key::flag("keep", false, "also keep the weights of every validation, as NAME-step=N"),
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
          .choose = choice_of(params.text("choose")),
          .device = params.text("device"),
          .half_products = params.text("products") == "bfloat16",
          .observation_noise = params.number("observation_noise"),
          .mirror = params.flag("mirror"),
          .padding = params.text("padding") == "repeat" ? Padding::kRepeat : Padding::kMasked,
          .stored = params.text("stored") == "int8" ? StoredType::kInt8 : StoredType::kFloat16,
          .keep = params.flag("keep")};
}

}  // namespace streambed
