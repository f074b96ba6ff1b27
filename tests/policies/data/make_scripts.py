#!/usr/bin/env python3
"""Makes velocity.pt, chunk.pt and noisy.pt, policies for push_t from PyTorch, with sidecars.

Their networks are simple enough to be known: the velocity points from the action to a quarter of
what the newest observation's first two entries say; the chunk goes there in a straight line, noise
or not; the noisy one draws its chunk by itself.
Needs PyTorch 1.13 or newer.
"""
import json
import pathlib

import torch

WIDTH, HORIZON, PREDICTION = 6, 2, 16
NORMALISER = {
    "state_low": [0, 0, 0, 0, 0], "state_high": [512, 512, 512, 512, 6.3],
    "action_low": [0, 0], "action_high": [512, 512], "angle_indices": [4]}


class Goal(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.pick = torch.nn.Linear(WIDTH * HORIZON, 2, bias=False)
        with torch.no_grad():
            self.pick.weight.zero_()
            for i in range(2):
                self.pick.weight[i, WIDTH * (HORIZON - 1) + i] = 0.25


class Velocity(Goal):
    def forward(self, action, t, observation):
        return self.pick(observation) - action + 0 * t.unsqueeze(1)


class Chunk(Goal):
    def forward(self, noise, observation):
        steps = torch.arange(1, PREDICTION + 1) / PREDICTION
        return self.pick(observation).unsqueeze(1) * steps.view(1, -1, 1) + 0 * noise


class Noisy(torch.nn.Module):
    def forward(self, noise, observation):
        return 0 * noise + 0.1 * torch.randn_like(noise)


def export(module, example, name):
    folder = pathlib.Path(__file__).parent
    module = torch.jit.trace(module.eval(), example) if example else torch.jit.script(module.eval())
    module.save(str(folder / f"{name}.pt"))
    sidecar = {"version": 1, "task": "push_t", "protocol": "dp", "observation_horizon": HORIZON,
               "prediction_horizon": PREDICTION, "normaliser": NORMALISER}
    (folder / f"{name}.json").write_text(json.dumps(sidecar, indent=1) + "\n")


if __name__ == "__main__":
    observation = torch.zeros(1, WIDTH * HORIZON)
    export(Velocity(), (torch.zeros(1, 2), torch.zeros(1), observation), "velocity")
    export(Chunk(), (torch.zeros(1, PREDICTION, 2), observation), "chunk")
    export(Noisy(), None, "noisy")
