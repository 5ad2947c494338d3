"""The networks in PyTorch, with a loop over batches as its tutorials write it."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import torch
from torch import nn

from benchmarks.networks import BATCH, CLASSES, NETWORKS


class Last(nn.Module):
    """An LSTM's last output."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(8, 32, batch_first=True)

    def forward(self, x):
        """Shape (n, 32) for x of shape (n, 64, 8)."""
        return self.lstm(x)[1][0][-1]


MODULES = {
    "perceptron": lambda: nn.Sequential(
        nn.Linear(784, 128), nn.ReLU(), nn.Dropout(0.2), nn.Linear(128, CLASSES)
    ),
    "convnet": lambda: nn.Sequential(
        *(nn.Unflatten(1, (1, 28)), nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(16, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()),
        nn.Linear(800, CLASSES),
    ),
    "lstm": lambda: nn.Sequential(Last(), nn.Linear(32, CLASSES)),
}


def second_epoch(name: str) -> Callable[[], float]:
    """A function that trains for two epochs and says how long the second took."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    x, y = (torch.tensor(array, device=device) for array in NETWORKS[name].data())
    x, y = x.squeeze(-1) if name == "convnet" else x, y.long()
    module = MODULES[name]().to(device)
    optimizer = torch.optim.Adam(module.parameters())
    measure_loss = nn.CrossEntropyLoss()

    def run_epoch() -> None:
        total, hits = torch.zeros((), device=device), torch.zeros((), device=device)
        for rows in torch.randperm(len(x), device=device).split(BATCH):
            optimizer.zero_grad()
            logits = module(x[rows])
            loss = measure_loss(logits, y[rows])
            loss.backward()
            optimizer.step()
            total += loss.detach()
            hits += (logits.argmax(1) == y[rows]).sum()
        total.item(), hits.item()

    def measure() -> float:
        for _ in range(2):
            began = time.perf_counter()
            run_epoch()
        return time.perf_counter() - began

    return measure


def evaluate() -> Callable[[], float]:
    """The perceptron's loss and accuracy on all examples, batch by batch."""
    x, y, module, device = _ready_perceptron()
    measure_loss = nn.CrossEntropyLoss(reduction="sum")

    def run() -> None:
        total, hits = torch.zeros((), device=device), torch.zeros((), device=device)
        for rows, labels in zip(x.split(BATCH), y.split(BATCH)):
            logits = module(rows)
            total += measure_loss(logits, labels)
            hits += (logits.argmax(1) == labels).sum()
        total.item(), hits.item()

    return lambda: _seconds(run)


def predict() -> Callable[[], float]:
    """Its outputs for them, as a NumPy array."""
    x, _, module, _ = _ready_perceptron()

    def run() -> None:
        torch.cat([module(rows).softmax(1) for rows in x.split(BATCH)]).cpu().numpy()

    return lambda: _seconds(run)


def _ready_perceptron() -> tuple:
    """The data as tensors, the module, and where they are."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    x, y = (torch.tensor(array, device=device) for array in NETWORKS["perceptron"].data())
    return x, y.long(), MODULES["perceptron"]().to(device).eval(), device


def _seconds(task: Callable) -> float:
    began = time.perf_counter()
    with torch.no_grad():
        task()
    return time.perf_counter() - began


def call(examples: int, calls: int = 100) -> Callable[[], float]:
    """One call of the perceptron on a batch, from NumPy to NumPy."""
    module = MODULES["perceptron"]().eval()
    x = NETWORKS["perceptron"].data()[0][:examples]

    def measure() -> float:
        began = time.perf_counter()
        with torch.no_grad():
            for _ in range(calls):
                np.asarray(module(torch.from_numpy(x)).softmax(1))
        return (time.perf_counter() - began) / calls

    return measure
