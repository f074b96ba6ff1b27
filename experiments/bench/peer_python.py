#!/usr/bin/env python3
"""The same networks as a PyTorch user would run them, for `streambed bench --peer-python`.

Reads one of our checkpoints (safetensors; no pickle), runs the plan of a streaming flow or flow
matching policy again and again on one thread, eager and as a frozen trace, and prints one line of
JSON: medians and p99 in microseconds of calls that were timed one by one, after a warm-up.
"""

import argparse
import json
import math
import struct
import sys
import time

import torch
import torch.nn.functional as F

TYPES = {"F16": torch.float16, "F32": torch.float32, "I8": torch.int8}
SCALES = ".scale"
TIME_FEATURES = 32


def read_checkpoint(path):
    """Our header and the tensors as float32."""
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        data = bytearray(file.read())
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = torch.frombuffer(data[begin:end], dtype=TYPES[entry["dtype"]])
        tensors[name] = values.reshape(entry["shape"]).float()
    # Rows of 8-bit weights have a scale each.
    for name in [name for name in tensors if name.endswith(SCALES)]:
        tensors[name[: -len(SCALES)]] *= tensors.pop(name).unsqueeze(1)
    return json.loads(metadata["streambed"]), tensors


class FilmMlp(torch.nn.Module):
    """policies/network/film_mlp.cc, layer by layer."""

    def __init__(self, tensors):
        super().__init__()
        self.blocks = sum(name.endswith(".first.weight") for name in tensors
                          if name.startswith("block"))
        self.layers = torch.nn.ModuleDict()
        for name, weight in tensors.items():
            if not name.endswith(".weight"):
                continue
            layer = name[: -len(".weight")]
            bias = tensors.get(layer + ".bias")
            linear = torch.nn.Linear(weight.shape[1], weight.shape[0], bias is not None)
            linear.weight.data.copy_(weight)
            if bias is not None:
                linear.bias.data.copy_(bias)
            self.layers[layer.replace(".", "_")] = linear
        frequencies = torch.exp(torch.arange(TIME_FEATURES) *
                                (-math.log(1e4) / (TIME_FEATURES - 1)))
        self.register_buffer("frequencies", frequencies)

    def forward(self, x, t, condition):
        layers = self.layers
        angles = (100 * t).unsqueeze(1) * self.frequencies
        y = torch.cat([angles.sin(), angles.cos()], 1)
        y = F.silu(layers["time_second"](F.silu(layers["time_first"](y))))
        z = F.silu(layers["observation_first"](condition))
        z = F.silu(layers["observation_second"](z))
        film = layers["film_time"](y) + layers["film_observation"](z)
        pieces = film.chunk(2 * self.blocks, 1)
        h = layers["input"](x)
        for i in range(self.blocks):
            y = layers[f"block{i}_first"](h)
            y = F.layer_norm(y, y.shape[-1:])
            y = F.silu((1 + pieces[2 * i]) * y + pieces[2 * i + 1])
            h = h + layers[f"block{i}_second"](y)
        return layers["output"](h)


class Encoder:
    """The normaliser of the header: ranges to [-1,1], angles to cosine and sine, poses as the
    agent sees them (Normaliser::show_relative)."""

    def __init__(self, header):
        normaliser, trained = header["normaliser"], header["trained"]
        self.horizon = int(trained["observation_horizon"])
        self.previous = trained.get("previous_action") == "true"
        self.low = torch.tensor(normaliser["state_low"])
        self.range = torch.tensor(normaliser["state_high"]) - self.low
        self.angles = normaliser["angle_indices"]
        self.others = [i for i in range(len(self.low)) if i not in self.angles]
        self.action_low = torch.tensor(normaliser["action_low"])
        self.action_range = torch.tensor(normaliser["action_high"]) - self.action_low
        # In chunks of steps: the longest step in network units.
        self.step_scale = None
        if trained.get("actions") == "steps":
            self.step_scale = 2 * torch.tensor(normaliser["longest_step"]) / self.action_range
        relative = normaliser.get("relative", {"gain": 0, "agent": [], "poses": []})
        self.gain, self.agent, self.poses = relative["gain"], relative["agent"], relative["poses"]

    def offset(self, scale, start, end):
        scaled = scale * (end - start)
        return scaled / (1 + scaled.norm())

    def relative(self, state):
        """What is shown of each pose [x, y, sine, cosine, symmetry, goal]; -1 stands for none."""
        if not self.poses:
            return []
        scale, parts = self.gain / (self.range[self.agent].max() / 2), []
        for x, y, sine, cosine, symmetry, *rest in self.poses:
            goal = rest[0] if rest else -1
            parts.append(self.offset(scale, state[self.agent], state[[x, y]]))
            if sine >= 0 and symmetry > 1:
                yaw = symmetry * torch.atan2(state[sine], state[cosine])
                parts.append(torch.stack([yaw.cos(), yaw.sin()]))
            if goal < 0:
                continue
            gx, gy, gsine, gcosine = self.poses[goal][:4]
            parts.append(self.offset(scale, state[[x, y]], state[[gx, gy]]))
            turn = torch.zeros(())
            if sine >= 0 and gsine >= 0:
                turn = (torch.atan2(state[gsine], state[gcosine]) -
                        torch.atan2(state[sine], state[cosine]))
                period = 2 * math.pi / symmetry
                turn = self.gain / math.pi * (turn - period * torch.round(turn / period))
            parts.append((turn / (1 + turn.abs())).reshape(1))
        return parts

    def condition(self, state, action):
        unit = 2 * (state - self.low) / self.range - 1
        seen = torch.cat([unit[self.others], state[self.angles].cos(), state[self.angles].sin()] +
                         self.relative(state))
        parts = [seen] * self.horizon + ([action] if self.previous else [])
        return torch.cat(parts).unsqueeze(0)

    def actions(self, chunk, last):
        """The rows of a chunk from the tick of the plan on, as actions in network units."""
        rows = chunk[self.horizon - 1:]
        if self.step_scale is None:
            return rows
        return last + (self.step_scale * rows).cumsum(0)

    def decode(self, action):
        return self.action_low + (action + 1) / 2 * self.action_range


def microseconds(start):
    return (time.perf_counter_ns() - start) / 1e3


def streaming_cycle(network, encoder, options, times):
    """One plan; appends what its parts took."""
    state, action = encoder.low + 0.3 * encoder.range, torch.zeros(len(encoder.action_low))
    steps, later = options.prediction, []
    start = time.perf_counter_ns()
    condition = encoder.condition(state, action)
    # What flows is the action, in the stochastic variant beside a latent that is drawn anew.
    x = torch.cat([action, torch.randn(network.width - len(action))]).unsqueeze(0)
    for i in range(options.execution_horizon):
        asked = time.perf_counter_ns()
        x = x + network(x, torch.tensor([i / steps]), condition) / steps
        encoder.decode(x[0, : len(action)].clamp(-1, 1)).numpy()
        later.append(microseconds(asked))
        if i == 0:
            times["first_action_us"].append(microseconds(start))
    times["chunk_us"].append(microseconds(start))
    times["action_us"] += later[1:]


def chunk_cycle(network, encoder, options, times):
    state, action = encoder.low + 0.3 * encoder.range, torch.zeros(len(encoder.action_low))
    start = time.perf_counter_ns()
    condition = encoder.condition(state, action)
    x = torch.randn(1, network.width)
    for i in range(options.steps):
        x = x + network(x, torch.tensor([i / options.steps]), condition) / options.steps
    actions = encoder.actions(x.clamp(-1, 1).reshape(-1, len(encoder.action_low)), action)
    encoder.decode(actions[0]).numpy()
    times["first_action_us"].append(microseconds(start))
    for i in range(1, options.execution_horizon):
        encoder.decode(actions[i]).numpy()
    times["chunk_us"].append(microseconds(start))
    times["action_us"].append(times["chunk_us"][-1] / options.execution_horizon)


def quantile(values, q):
    values = sorted(values)
    rank = q * (len(values) - 1)
    below = int(rank)
    above = min(below + 1, len(values) - 1)
    return values[below] + (rank - below) * (values[above] - values[below])


def measure(cycle, network, encoder, options):
    series = ("first_action_us", "action_us", "chunk_us")
    for seconds in (0.25 * options.seconds, options.seconds):  # the first round is warm-up
        times = {name: [] for name in series}
        end = time.perf_counter() + seconds
        while len(times["chunk_us"]) < 3 or time.perf_counter() < end:
            cycle(network, encoder, options, times)
    return {name: {"p50": quantile(v, 0.5), "p99": quantile(v, 0.99), "count": len(v)}
            for name, v in times.items() if v}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint")
    parser.add_argument("--steps", type=int, default=10, help="Euler steps of flow matching [10]")
    parser.add_argument("--execution-horizon", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=2, help="per way of running [2]")
    options = parser.parse_args()

    header, tensors = read_checkpoint(options.checkpoint)
    cycles = {"streaming_flow": streaming_cycle, "flow_matching": chunk_cycle}
    if header["policy"] not in cycles:
        sys.exit(f"there is no Python peer of {header['policy']}")
    streams = header["policy"] == "streaming_flow"
    options.prediction = int(header["trained"]["prediction_horizon"])

    torch.set_num_threads(1)
    with torch.inference_mode():
        network, encoder = FilmMlp(tensors).eval(), Encoder(header)
        width = tensors["input.weight"].shape[1]
        example = (torch.zeros(1, width), torch.zeros(1),
                   torch.zeros(1, tensors["observation.first.weight"].shape[1]))
        traced = torch.jit.freeze(torch.jit.trace(network, example))
        rows = []
        for engine, called in (("python eager", network), ("python traced", traced)):
            def run(*inputs, called=called):
                return called(*inputs)
            run.width = width
            row = {"engine": engine, "first_calls": 1 if streams else options.steps,
                   "calls": options.execution_horizon if streams else options.steps}
            row.update(measure(cycles[header["policy"]], run, encoder, options))
            rows.append(row)
    print(json.dumps({"version": 1, "torch": torch.__version__, "policy": header["policy"],
                      "actions": options.execution_horizon, "rows": rows}))


if __name__ == "__main__":
    main()
