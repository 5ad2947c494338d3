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
    "lax.scan": "jax",
}


@dataclass(frozen=True)
class Figure:
    """One thing that takes time.

    Attributes:
        name: what `--only` takes.
        title: what is measured, in words.
        peers: beside whom; kerasish itself comes first.
        rounds: how often each is measured; a round before these is thrown away.
        fresh: whether every round has a process of its own.
        goals: for a peer the largest ratio of kerasish's time to the peer's.
        limit: the most seconds that kerasish may take; None if only ratios count.
    """

    name: str
    title: str
    peers: tuple[str, ...]
    rounds: int
    fresh: bool = False
    goals: dict[str, float] = field(default_factory=dict)
    limit: float | None = None


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
        "epoch",
        "perceptron, 60,000 × 784, batches of 32: the second epoch",
        ("kerasish", "keras on jax", "tf.keras", "lax.scan"),
        rounds=9,
        goals={"keras on jax": 0.6, "lax.scan": 1.15},
    ),
    Figure(
        "start",
        "from the start of the process to the end of the first epoch",
        ("kerasish", "keras on jax", "tf.keras", "lax.scan"),
        rounds=5,
        fresh=True,
        goals={"keras on jax": 0.4},
    ),
)
