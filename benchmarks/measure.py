"""Measuring: peers take turns, round by round, so that a busy machine slows all of them alike."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from statistics import median, quantiles

from benchmarks.figures import PACKAGES, Figure

BACKENDS = {"keras on jax": "jax", "tf.keras": "tensorflow"}


class WorkerFailed(RuntimeError):
    """A peer's process ended without an answer; the message is the end of its log."""


class Worker:
    """A peer's process, started and made ready; see `benchmarks.worker`."""

    def __init__(self, figure: Figure, peer: str, gpu: bool):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.worker", figure.name, peer, repr(time.time())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=_environment(peer, gpu),
        )

    def measure(self) -> float:
        """The seconds that one round takes."""
        try:
            self._process.stdin.write("\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # the log says why
        answer = self._process.stdout.readline()
        if not answer:
            raise WorkerFailed(self._process.stderr.read().strip()[-800:])
        return json.loads(answer)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *exception) -> None:
        self._process.kill()
        self._process.communicate()


def _environment(peer: str, gpu: bool) -> dict[str, str]:
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "KERAS_BACKEND": BACKENDS.get(peer, "jax")}
    cpu = {} if gpu else {"JAX_PLATFORMS": "cpu", "CUDA_VISIBLE_DEVICES": "-1"}
    # pip has compiled the peers; kerasish, installed to be edited, is compiled in the first round
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return inherited | quiet | cpu


@dataclass
class Result:
    """What came of a figure.

    Attributes:
        seconds: for each peer that was measured the seconds of every round, or the bytes.
        absent: the peers that are not installed.
        failed: for each peer that failed the end of its log.
    """

    figure: Figure
    seconds: dict[str, list[float]]
    absent: list[str]
    failed: dict[str, str]

    def median(self, peer: str) -> float:
        return median(self.seconds[peer])

    def ratios(self, peer: str) -> tuple[float, float, float]:
        """The first, second and third quartile of kerasish's time divided by the peer's."""
        pairs = zip(self.seconds["kerasish"], self.seconds[peer])
        ratios = [own / other for own, other in pairs]
        if len(ratios) == 1:
            return ratios[0], ratios[0], ratios[0]
        return tuple(quantiles(ratios, n=4, method="inclusive"))


def measure(figure: Figure, rounds: int, gpu: bool, note: Callable[[str], None]) -> Result:
    """Measure a figure: each peer once a round; the first round is thrown away."""
    absent = [peer for peer in figure.peers if find_spec(PACKAGES[peer]) is None]
    present = [peer for peer in figure.peers if peer not in absent]
    result = Result(figure, {peer: [] for peer in present}, absent, {})
    workers: dict[str, Worker] = {}
    try:
        for count in range(rounds + 1):
            note(f"{figure.name}: round {count} of {rounds}")
            for peer in list(result.seconds):
                try:
                    seconds = _one_round(figure, peer, gpu, workers)
                except WorkerFailed as error:
                    result.failed[peer] = str(error)
                    del result.seconds[peer]
                    continue
                if count:
                    result.seconds[peer].append(seconds)
    finally:
        for worker in workers.values():
            worker.__exit__()
    return result


def _one_round(figure: Figure, peer: str, gpu: bool, workers: dict[str, Worker]) -> float:
    if figure.fresh:
        with Worker(figure, peer, gpu) as worker:
            return worker.measure()
    if peer not in workers:
        workers[peer] = Worker(figure, peer, gpu)
    return workers[peer].measure()
