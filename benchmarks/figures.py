"""What is measured: each figure with its peers and the goals that the project set itself."""

from __future__ import annotations

from dataclasses import dataclass, field

# The package that a peer needs; one that is not installed is named as absent.
PACKAGES = {
    "kerasish": "kerasish",
    "jax": "jax",
    "tensorflow": "tensorflow",
    "torch": "torch",
    "keras on jax": "keras",
    "tf.keras": "tensorflow",
    "plain JAX": "jax",
    "a tenth": "kerasish",
}
TRAINERS = ("kerasish", "keras on jax", "tf.keras", "torch", "plain JAX")


@dataclass(frozen=True)
class Figure:
    """One thing that takes time, or memory.

    Attributes:
        name: what `--only` takes.
        title: what is measured, in words.
        peers: beside whom; kerasish itself comes first.
        rounds: how often each is measured; a round before these is thrown away.
        fresh: whether every round has a process of its own.
        goals: for a peer the largest ratio of kerasish's time to the peer's.
        limit: the most seconds that kerasish may take; None if only ratios count.
        unit: what is measured: seconds or bytes.
    """

    name: str
    title: str
    peers: tuple[str, ...]
    rounds: int
    fresh: bool = False
    goals: dict[str, float] = field(default_factory=dict)
    limit: float | None = None
    unit: str = "seconds"


FIGURES = (
    Figure(
        "import",
        "the import, in a fresh process",
        ("kerasish", "jax", "tensorflow", "keras on jax"),
        rounds=9,
        fresh=True,
        goals={"jax": 1.15},
    ),
    Figure(
        "eager-step",
        "linear classifier, 2,000 points: one step with a tape",
        ("kerasish", "tensorflow", "torch"),
        rounds=61,
        goals={"tensorflow": 0.2, "torch": 2.5},
    ),
    Figure(
        "compiled-step",
        "the same step in `tf.function`",
        ("kerasish", "tensorflow"),
        rounds=61,
        goals={"tensorflow": 0.15},
    ),
    Figure(
        "first-gradient",
        "the first `tape.gradient` of that step, in a fresh process",
        ("kerasish", "tensorflow"),
        rounds=7,
        fresh=True,
        limit=0.3,
    ),
    Figure(
        "perceptron-epoch",
        "784 pixels, Dense(128), Dropout, Dense(10); 60,000 examples in 32s: the second epoch",
        TRAINERS,
        rounds=9,
        goals={"keras on jax": 0.6, "plain JAX": 1.15},
    ),
    Figure(
        "convnet-epoch",
        "28 × 28 pixels, two times Conv2D and MaxPooling2D; 6,000 examples: the second epoch",
        TRAINERS,
        rounds=7,
        goals={"keras on jax": 0.95, "plain JAX": 1.15},
    ),
    Figure(
        "lstm-epoch",
        "sequences of 64 × 8, LSTM(32), Dense(10); 6,000 examples: the second epoch",
        TRAINERS,
        rounds=7,
        goals={"keras on jax": 0.95, "plain JAX": 1.15},
    ),
    Figure(
        "evaluate",
        "the perceptron's loss and accuracy on 60,000 examples, batches of 32",
        TRAINERS,
        rounds=9,
        goals={"keras on jax": 0.7},
    ),
    Figure(
        "predict",
        "its outputs for them",
        TRAINERS,
        rounds=9,
        goals={"keras on jax": 0.7},
    ),
    Figure(
        "call-1",
        "one `model(x)` of the perceptron on a batch of 1",
        TRAINERS,
        rounds=15,
    ),
    Figure(
        "call-32",
        "one on a batch of 32",
        TRAINERS,
        rounds=15,
    ),
    Figure(
        "start",
        "from the start of the process to the end of the perceptron's first epoch",
        ("kerasish", "keras on jax", "tf.keras", "plain JAX"),
        rounds=5,
        fresh=True,
        goals={"keras on jax": 0.4},
    ),
    Figure(
        "fit-memory",
        "the most memory that the process holds up to then, the data included",
        ("kerasish", "keras on jax", "tf.keras", "plain JAX"),
        rounds=3,
        fresh=True,
        unit="bytes",
        goals={"keras on jax": 0.8},
    ),
    Figure(
        "generator",
        "an epoch of a generator's 1,000,000 samples; a tenth: ten times the seconds of 100,000",
        ("kerasish", "a tenth", "keras on jax"),
        rounds=3,
        fresh=True,
        goals={"a tenth": 1.1},
    ),
    Figure(
        "generator-memory",
        "the most memory that the process holds up to the end of that",
        ("kerasish", "a tenth", "keras on jax"),
        rounds=3,
        fresh=True,
        unit="bytes",
        goals={"a tenth": 1.1},
    ),
)
