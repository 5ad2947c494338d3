"""One peer in a process of its own: `python -m benchmarks.worker FIGURE PEER STARTED`.

It makes ready, then answers every line on its input with one line of JSON: the seconds that one
round took, or the bytes. STARTED is the time at which the process was started.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module

# Nothing that takes time to import stands above: imports are what two of the figures measure.
MODULES = {"keras on jax": "keras"}
BY_HAND = {"plain JAX": "benchmarks.networks_jax", "torch": "benchmarks.networks_torch"}


def prepare(figure: str, peer: str, started: float) -> Callable[[], float]:
    """The function that runs one round of a figure and returns its seconds, or its bytes."""
    if figure == "import":
        return lambda: _seconds(lambda: import_module(MODULES.get(peer, peer)))
    if figure == "start":
        return lambda: (_train_first_epoch(peer), time.time() - started)[1]
    if figure.endswith("-epoch"):
        return _second_epoch(peer, figure.removesuffix("-epoch"))
    name, _, examples = figure.partition("-")
    if name in ("evaluate", "predict", "call"):
        arguments = [int(examples)] if examples else []
        if peer in BY_HAND:
            return getattr(import_module(BY_HAND[peer]), name)(*arguments)
        return getattr(import_module("benchmarks.networks"), name)(_keras(peer), *arguments)
    if figure == "fit-memory":
        return lambda: (_train_first_epoch(peer), _peak())[1]
    if figure.startswith("generator"):
        return lambda: _from_generator(peer, seconds=figure == "generator")
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


def _peak() -> float:
    """The most memory that the process has held so far, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024)


def _second_epoch(peer: str, network: str) -> Callable[[], float]:
    if peer in BY_HAND:
        return import_module(BY_HAND[peer]).second_epoch(network)
    return import_module("benchmarks.networks").second_epoch(_keras(peer), network)


def _train_first_epoch(peer: str) -> None:
    if peer == "plain JAX":
        import_module("benchmarks.networks_jax").first_epoch()
    else:
        import_module("benchmarks.networks").first_epoch(_keras(peer))


def _from_generator(peer: str, seconds: bool) -> float:
    """An epoch of a million samples: seconds, or bytes at the peak.

    The peer "a tenth" is kerasish on 100,000 of them, and its seconds count tenfold.
    """
    is_tenth = peer == "a tenth"
    keras = _keras("kerasish" if is_tenth else peer)
    train = import_module("benchmarks.networks").from_generator(keras)
    took = _seconds(lambda: train(100_000 if is_tenth else 1_000_000))
    return (took * (10 if is_tenth else 1)) if seconds else _peak()


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
