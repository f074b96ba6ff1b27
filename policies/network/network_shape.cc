#include "policies/network/network_shape.h"

#include "sim/base/error.h"

namespace streambed {
namespace {

// A list of tensors that grows by layers.
class TensorList {
 public:
  void linear(const std::string& name, int inputs, int outputs) {
    add(name, {outputs, inputs}, outputs);
  }
  void convolution(const std::string& name, int inputs, int outputs, int taps) {
    add(name, {outputs, inputs, taps}, outputs);
  }
  void transposed_convolution(const std::string& name, int inputs, int outputs, int taps) {
    add(name, {inputs, outputs, taps}, outputs);
  }
  void norm(const std::string& name, int channels) { add(name, {channels}, channels); }
  // A convolution over five steps and the norm after it.
  void convolution_block(const std::string& name, int inputs, int outputs) {
    convolution(name + ".convolution", inputs, outputs, 5);
    norm(name + ".norm", outputs);
  }
  void weight(const std::string& name, std::vector<std::int64_t> size) {
    out_.push_back({name + ".weight", std::move(size)});
  }
  std::vector<TensorShape> take() { return std::move(out_); }

 private:
  void add(const std::string& name, std::vector<std::int64_t> size, int outputs) {
    weight(name, std::move(size));
    out_.push_back({name + ".bias", {outputs}});
  }
  std::vector<TensorShape> out_;
};

std::int64_t element_count(const TensorShape& tensor) {
  std::int64_t out = 1;
  for (const std::int64_t n : tensor.size) out *= n;
  return out;
}

}  // namespace

void set_size(NetworkShape& shape, std::string_view size) {
  const bool unet = shape.kind == NetworkKind::kConditionalUnet;
  if (size == "small") {
    shape.hidden = 256;
    shape.widths = {32, 64, 128};
    shape.time_embedding = 64;
  } else if (size == "medium") {
    shape.hidden = 512;
    shape.widths = {64, 128, 256};
    shape.time_embedding = 64;
  } else if (size == "paper" && unet) {
    shape.widths = {256, 512, 1024};
    shape.time_embedding = 256;
  } else {
    throw UserError("size=" + std::string(size) +
                    (size == "paper" ? " is the published U-Net: add network=unet"
                                     : ": choose small, medium or paper"));
  }
}

std::vector<TensorShape> film_mlp_tensors(const NetworkShape& s) {
  const int film = s.blocks * 2 * s.hidden;
  TensorList list;
  list.linear("input", s.input, s.hidden);
  for (int i = 0; i < s.blocks; ++i) {
    list.linear("block" + std::to_string(i) + ".first", s.hidden, s.hidden);
    list.linear("block" + std::to_string(i) + ".second", s.hidden, s.hidden);
  }
  list.linear("output", s.hidden, s.output);
  list.linear("observation.first", s.condition, s.hidden);
  list.linear("observation.second", s.hidden, s.observation_features);
  list.linear("time.first", 2 * s.time_features, 2 * s.time_features);
  list.linear("time.second", 2 * s.time_features, s.time_features);
  list.linear("film.observation", s.observation_features, film);
  // One bias serves both parts of the condition.
  list.weight("film.time", {film, s.time_features});
  return list.take();
}

std::vector<UnetBlock> unet_blocks(const NetworkShape& s) {
  const auto [low, middle, high] = s.widths;
  return {{"down0.first", unet_channels(s), low},
          {"down0.second", low, low},
          {"down1.first", low, middle},
          {"down1.second", middle, middle},
          {"down2.first", middle, high},
          {"down2.second", high, high},
          {"middle.first", high, high},
          {"middle.second", high, high},
          // The upper half also gets what the lower half had at its resolution.
          {"up1.first", 2 * high, middle},
          {"up1.second", middle, middle},
          {"up0.first", 2 * middle, low},
          {"up0.second", low, low}};
}

std::vector<TensorShape> unet_tensors(const NetworkShape& s) {
  const int embedding = s.time_embedding;
  TensorList list;
  list.linear("time.first", embedding, 4 * embedding);
  list.linear("time.second", 4 * embedding, embedding);
  for (const UnetBlock& block : unet_blocks(s)) {
    list.convolution_block(block.name + ".first", block.inputs, block.outputs);
    list.linear(block.name + ".film", embedding + s.condition, 2 * block.outputs);
    list.convolution_block(block.name + ".second", block.outputs, block.outputs);
    if (block.inputs != block.outputs) {
      list.convolution(block.name + ".residual", block.inputs, block.outputs, 1);
    }
  }
  for (int level = 0; level < 2; ++level) {
    const int width = s.widths[static_cast<std::size_t>(level)];
    const std::string down = "down" + std::to_string(level) + ".resample";
    const std::string up = "up" + std::to_string(level) + ".resample";
    if (resamples_linearly(s)) {
      list.linear(down, s.length * width, s.length * width);
      list.linear(up, s.length * width, s.length * width);
    } else {
      list.convolution(down, width, width, 3);
      list.transposed_convolution(up, width, width, 4);
    }
  }
  list.convolution_block("output", s.widths[0], s.widths[0]);
  list.convolution("output.last", s.widths[0], unet_channels(s), 1);
  return list.take();
}

std::vector<TensorShape> network_tensors(const NetworkShape& shape) {
  return shape.kind == NetworkKind::kFilmMlp ? film_mlp_tensors(shape) : unet_tensors(shape);
}

std::int64_t parameter_count(const NetworkShape& shape) {
  std::int64_t out = 0;
  for (const TensorShape& tensor : network_tensors(shape)) out += element_count(tensor);
  return out;
}

WeightsRead weights_read(const NetworkShape& shape) {
  WeightsRead out;
  const bool unet = shape.kind == NetworkKind::kConditionalUnet;
  for (const TensorShape& tensor : network_tensors(shape)) {
    const std::int64_t count = element_count(tensor);
    const bool film = tensor.name.find("film") != std::string::npos;
    const bool observation = tensor.name.starts_with("observation.");
    if (tensor.name.starts_with("time.") || tensor.name.starts_with("film.time")) continue;
    if (unet && film) {
      // The columns of the observation; those of the time are a table.
      out.per_plan += tensor.size.size() == 2 ? tensor.size[0] * shape.condition : count;
    } else if (film || observation) {
      out.per_plan += count;
    } else {
      // On a sequence of one step only the middle tap of five meets anything but padding.
      const bool one_tap = unet && shape.length == 1 && tensor.size.size() == 3;
      out.per_call += one_tap ? tensor.size[0] * tensor.size[1] : count;
    }
  }
  return out;
}

}  // namespace streambed
