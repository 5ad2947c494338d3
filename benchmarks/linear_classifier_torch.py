"""The linear classifier's step in PyTorch."""

from __future__ import annotations

from collections.abc import Callable

import torch

from benchmarks.linear_classifier import LEARNING_RATE, points, seconds_a_step


def eager() -> Callable[[], float]:
    """The step as Python runs it, on the GPU if torch has one."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    W = torch.rand(2, 1, device=device, requires_grad=True)
    b = torch.zeros(1, device=device, requires_grad=True)

    def step(inputs, targets):
        predictions = inputs @ W + b
        loss = (targets - predictions).square().mean()
        gradient_W, gradient_b = torch.autograd.grad(loss, (W, b))
        with torch.no_grad():
            W.sub_(gradient_W * LEARNING_RATE)
            b.sub_(gradient_b * LEARNING_RATE)
        return loss

    data = tuple(torch.tensor(array, device=device) for array in points())
    return seconds_a_step(step, lambda: W.detach().cpu().numpy(), data)
