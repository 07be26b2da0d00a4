#!/usr/bin/env python3
"""Writes core/methods/cyclegan.golden.json: what PyTorch makes of the first 10 CycleGAN steps.

Needs PyTorch (development only; the tests read the committed file). The networks are put together from PyTorch's
own layers as the paper's appendix lists them, losses and optimiser are PyTorch's, all in double precision.
Weights and pictures come from a small congruential generator that core/methods/cyclegan.golden.test.ts repeats.

    python3 scripts/golden-cyclegan.py           write the file
    python3 scripts/golden-cyclegan.py --check   compare with the committed file to 1e-9
"""
import argparse
import base64
import itertools
import json
import pathlib
import struct
import sys

import torch
from torch import nn

TARGET = pathlib.Path(__file__).parent.parent / "core" / "methods" / "cyclegan.golden.json"
SIZE, FILTERS, BLOCKS, BATCH, STEPS, DECAY_FROM = 32, 2, 1, 2, 10, 5
LEARNING_RATE, LAMBDA_CYCLE, LAMBDA_IDENTITY = 2e-4, 10, 0.5
WEIGHT_RANGE = 0.15
# For each image of the batch: None is the new fake, [step, image] the fake of an earlier step (from 1).
PICKS = {
    3: {"x": [[1, 1], None], "y": [None, None]},
    5: {"x": [None, None], "y": [[2, 0], [4, 1]]},
    6: {"x": [None, [1, 0]], "y": [[3, 1], None]},
    9: {"x": [[8, 0], [2, 1]], "y": [None, [5, 0]]},
}


def generator_of(seed):
    """Uniform numbers in [-1, 1): exact in JavaScript too."""
    state = seed
    while True:
        state = (state * 1664525 + 1013904223) % 2**32
        yield state / 2**31 - 1


def values(stream, shape, scale):
    count = torch.Size(shape).numel()
    exact = torch.tensor(list(itertools.islice(stream, count)), dtype=torch.float64) * scale
    return exact.float().double().reshape(shape)  # float32 is what the other side starts from


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3)
        self.conv2 = nn.Conv2d(channels, channels, 3)
        norm, pad = nn.InstanceNorm2d(channels), nn.ReflectionPad2d(1)
        self.body = nn.Sequential(pad, self.conv1, norm, nn.ReLU(), pad, self.conv2, norm)

    def forward(self, x):
        return x + self.body(x)


def generator():
    """The layers, and (name, layer, whether its bias has an effect) in the order of our weights."""
    f = FILTERS
    first, last = nn.Conv2d(3, f, 7), nn.Conv2d(f, 3, 7)
    down = [nn.Conv2d(f, 2 * f, 3, 2, 1), nn.Conv2d(2 * f, 4 * f, 3, 2, 1)]
    up = [nn.ConvTranspose2d(4 * f, 2 * f, 3, 2, 1, 1), nn.ConvTranspose2d(2 * f, f, 3, 2, 1, 1)]
    blocks = [Residual(4 * f) for _ in range(BLOCKS)]
    norm_relu = lambda layer: [layer, nn.InstanceNorm2d(layer.out_channels), nn.ReLU()]
    network = nn.Sequential(
        nn.ReflectionPad2d(3), *norm_relu(first), *norm_relu(down[0]), *norm_relu(down[1]), *blocks,
        *norm_relu(up[0]), *norm_relu(up[1]), nn.ReflectionPad2d(3), last, nn.Tanh())
    named = [("first", first, False), ("down1", down[0], False), ("down2", down[1], False)]
    for i, block in enumerate(blocks):
        named += [(f"block{i + 1}/conv1", block.conv1, False), (f"block{i + 1}/conv2", block.conv2, False)]
    return network, named + [("up1", up[0], False), ("up2", up[1], False), ("last", last, True)]


def discriminator():
    f = FILTERS
    convs = [nn.Conv2d(3, f, 4, 2, 1), nn.Conv2d(f, 2 * f, 4, 2, 1), nn.Conv2d(2 * f, 4 * f, 4, 2, 1),
             nn.Conv2d(4 * f, 8 * f, 4, 1, 1), nn.Conv2d(8 * f, 1, 4, 1, 1)]
    layers = [convs[0], nn.LeakyReLU(0.2)]
    for conv in convs[1:4]:
        layers += [conv, nn.InstanceNorm2d(conv.out_channels), nn.LeakyReLU(0.2)]
    names = ["conv1", "conv2", "conv3", "conv4", "last"]
    return nn.Sequential(*layers, convs[4]), list(zip(names, convs, [True, False, False, False, True]))


def to_ours(kernel):
    """[out, in, h, w] or, transposed, [in, out, h, w] -> [h, w, in, out] or [h, w, out, in]."""
    return kernel.permute(2, 3, 1, 0)


def fill(named, stream):
    with torch.no_grad():
        for _, layer, has_bias in named:
            layer.weight.copy_(values(stream, to_ours(layer.weight).shape, WEIGHT_RANGE).permute(3, 2, 0, 1))
            layer.bias.copy_(values(stream, layer.bias.shape, WEIGHT_RANGE) if has_bias else torch.zeros_like(layer.bias))


def moving(named):
    """Tensors that have an effect, by our names."""
    tensors = {}
    for name, layer, has_bias in named:
        tensors[f"{name}/kernel"] = layer.weight
        if has_bias:
            tensors[f"{name}/bias"] = layer.bias
    return tensors


def gradient_norm(named):
    return sum((t.grad ** 2).sum() for t in moving(named).values()).sqrt().item()


def base64_of(tensor):
    numbers = (to_ours(tensor) if tensor.dim() == 4 else tensor).flatten().tolist()
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


def picked(history, step, side, fakes):
    choices = PICKS.get(step, {}).get(side, [None] * BATCH)
    chosen = [fakes[i] if c is None else history[c[0]][side][c[1]] for i, c in enumerate(choices)]
    return torch.stack(chosen)


def compute():
    torch.set_default_dtype(torch.float64)
    parts = {"G": generator(), "F": generator(), "D_X": discriminator(), "D_Y": discriminator()}
    stream = generator_of(1)
    for _, named in parts.values():
        fill(named, stream)
    (g, f, d_x, d_y) = (parts[name][0] for name in ("G", "F", "D_X", "D_Y"))
    adam = lambda *networks: torch.optim.Adam(
        itertools.chain(*(n.parameters() for n in networks)), LEARNING_RATE, (0.5, 0.999), 1e-8)
    generators, discriminators = adam(g, f), adam(d_x, d_y)
    adversarial, distance = nn.MSELoss(), nn.L1Loss()
    towards = lambda scores, label: adversarial(scores, torch.full_like(scores, label))
    steps, norms, history = [], {}, {}
    for step in range(1, STEPS + 1):
        pictures = generator_of(1000 + step)
        x, y = (values(pictures, (BATCH, SIZE, SIZE, 3), 1).permute(0, 3, 1, 2) for _ in range(2))
        rate = LEARNING_RATE * (1 - max(0, step - DECAY_FROM) / (STEPS - DECAY_FROM + 1))
        for optimizer in (generators, discriminators):
            optimizer.param_groups[0]["lr"] = rate
            optimizer.zero_grad()
        fake_y, fake_x = g(x), f(y)
        losses = {
            "adversarialG": towards(d_y(fake_y), 1.0),
            "adversarialF": towards(d_x(fake_x), 1.0),
            "cycleX": LAMBDA_CYCLE * distance(f(fake_y), x),
            "cycleY": LAMBDA_CYCLE * distance(g(fake_x), y),
            "identityG": LAMBDA_CYCLE * LAMBDA_IDENTITY * distance(g(y), y),
            "identityF": LAMBDA_CYCLE * LAMBDA_IDENTITY * distance(f(x), x),
        }
        sum(losses.values()).backward()
        if step == 1:
            norms.update({name: gradient_norm(parts[name][1]) for name in ("G", "F")})
        generators.step()
        discriminators.zero_grad()
        history[step] = {"x": fake_x.detach(), "y": fake_y.detach()}
        old_x, old_y = (picked(history, step, side, history[step][side]) for side in ("x", "y"))
        judged = {
            "discriminatorX": (towards(d_x(x), 1.0) + towards(d_x(old_x), 0.0)) / 2,
            "discriminatorY": (towards(d_y(y), 1.0) + towards(d_y(old_y), 0.0)) / 2,
        }
        sum(judged.values()).backward()
        if step == 1:
            norms.update({name: gradient_norm(parts[name][1]) for name in ("D_X", "D_Y")})
        discriminators.step()
        steps.append({name: loss.item() for name, loss in {**losses, **judged}.items()})
    weights = {f"{network}/{name}": base64_of(tensor.detach())
               for network, (_, named) in parts.items() for name, tensor in moving(named).items()}
    return {
        "about": f"The first {STEPS} CycleGAN steps by PyTorch {torch.__version__} in double precision. "
                 "Made by scripts/golden-cyclegan.py; weights are base64 of little-endian float32 in our layout.",
        "options": {"size": SIZE, "filters": FILTERS, "blocks": BLOCKS, "batch": BATCH, "steps": STEPS,
                    "decayFrom": DECAY_FROM, "learningRate": LEARNING_RATE, "lambdaCycle": LAMBDA_CYCLE,
                    "lambdaIdentity": LAMBDA_IDENTITY},
        "weightRange": WEIGHT_RANGE, "weightSeed": 1, "pictureSeed": 1000,
        "picks": PICKS, "losses": steps, "gradientNorms": norms, "finalWeights": weights,
    }


def differences(found, expected):
    if isinstance(expected, dict):
        return [d for key in expected.keys() | found.keys() for d in differences(found.get(key), expected.get(key))]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [d for one, other in zip(found, expected) for d in differences(one, other)]
    if isinstance(expected, float):
        return [] if abs(found - expected) <= 1e-9 * max(1, abs(expected)) else [(found, expected)]
    return [] if found == expected else [(found, expected)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed file instead of writing it")
    arguments = parser.parse_args()
    result = json.loads(json.dumps(compute()))
    if not arguments.check:
        TARGET.write_text(json.dumps(result, indent=1) + "\n")
        return
    committed = json.loads(TARGET.read_text())
    for reference in (result, committed):
        reference.pop("about")  # names the version of PyTorch
    reference_weights = [reference.pop("finalWeights") for reference in (result, committed)]
    if reference_weights[0].keys() != reference_weights[1].keys() or differences(result, committed):
        sys.exit(f"{TARGET} differs from what PyTorch computes: run this script without --check.")


main()
