"""One peer in a process of its own: `python -m benchmarks.worker FIGURE PEER STARTED`.

It makes ready, then answers every line on its input with one line of JSON: the seconds that one
round took. STARTED is the time at which the process was started.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module

# Nothing that takes time to import stands above: imports are what two of the figures measure.
MODULES = {"keras on jax": "keras"}


def prepare(figure: str, peer: str, started: float) -> Callable[[], float]:
    """The function that runs one round of a figure and returns its seconds."""
    if figure == "import":
        return lambda: _seconds(lambda: import_module(MODULES.get(peer, peer)))
    if figure == "start":
        return lambda: (_train_first_epoch(peer), time.time() - started)[1]
    if figure == "epoch":
        if peer == "lax.scan":
            return import_module("benchmarks.perceptron_scan").second_epoch()
        return import_module("benchmarks.perceptron").second_epoch(_keras(peer))
    if peer == "torch":
        return import_module("benchmarks.linear_classifier_torch").eager()
    programs = import_module("benchmarks.linear_classifier")
    program = {
        "eager-step": programs.eager,
        "compiled-step": programs.compiled,
        "first-gradient": programs.first_gradient,
    }[figure]
    return program(import_module(peer))


def _seconds(task: Callable) -> float:
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def _train_first_epoch(peer: str) -> None:
    if peer == "lax.scan":
        import_module("benchmarks.perceptron_scan").first_epoch()
    else:
        import_module("benchmarks.perceptron").first_epoch(_keras(peer))


def _keras(peer: str):
    """Keras as the peer's learners import it."""
    if peer == "kerasish":
        return import_module("kerasish").keras
    if peer == "tf.keras":
        return import_module("tensorflow").keras
    return import_module("keras")


def main(figure: str, peer: str, started: str) -> None:
    """Prepare, then run a round for every line that comes."""
    measure = prepare(figure, peer, float(started))
    for _ in sys.stdin:
        print(json.dumps(measure()), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
