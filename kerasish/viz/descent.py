"""The training of a linear classifier with two weights and a bias, as fast as a slider moves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

import numpy as np

import kerasish as tf
from kerasish.keras.optimizers import SGD, Adam, Optimizer, RMSprop

OPTIMIZERS = {"SGD": SGD, "RMSprop": RMSprop, "Adam": Adam}
WITH_MOMENTUM = ("SGD", "RMSprop")
BIASES = ("best", "fixed", "trained")

# For points x and targets t the square loss of the weights w and the bias b is
#     mean((w1 x1 + w2 x2 + b - t)²) = uᵀ M u,  u = (w1, w2, b, 1),
# where M is the mean of z zᵀ over z = (x1, x2, 1, -t). M is all that a batch says about the loss,
# so a step costs the same for one point and for thousands.


def loss_matrix(inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """M, shape (4, 4), of points of shape (n, 2) with targets of shape (n,)."""
    rows = np.column_stack([inputs, np.ones(len(inputs)), -targets])
    return rows.T @ rows / len(rows)


def losses_at(matrix: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The loss for weights and biases of shape (..., 3); infinite where it cannot be held."""
    u = np.concatenate([places, np.ones((*places.shape[:-1], 1))], axis=-1)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.nan_to_num(np.sum(u @ matrix * u, axis=-1), nan=np.inf)


def lowest(matrix: np.ndarray, bias: float | None = None) -> np.ndarray:
    """Where the loss is smallest, shape (3,): for this bias, or for whichever is best.

    Of several such places it is the one nearest to zero.
    """
    free = 3 if bias is None else 2
    fixed = np.array([1.0]) if bias is None else np.array([bias, 1.0])
    best = np.linalg.lstsq(matrix[:free, :free], -matrix[:free, free:] @ fixed, rcond=None)[0]
    return best if bias is None else np.append(best, bias)


def steepest(matrix: np.ndarray, free: int) -> float:
    """The largest second derivative of the loss, over the first `free` of w1, w2 and b."""
    return float(2 * np.linalg.eigvalsh(matrix[:free, :free])[-1])


def longest_rate(curvature: float, momentum: float = 0.0) -> float:
    """The learning rate above which gradient descent with all points diverges.

    It is 2 (1 + momentum) / (largest curvature), see Goh, "Why momentum really works" (2017).
    """
    return 2 * (1 + momentum) / curvature


def batches(points: int, size: int, steps: int, seed: int) -> list[np.ndarray]:
    """The numbers of the points of each step, shuffled in each epoch as `fit` does it."""
    if size >= points:
        return [np.arange(points)] * steps
    random = np.random.default_rng(seed)
    found: list[np.ndarray] = []
    while len(found) < steps:
        order = random.permutation(points)
        found.extend(order[start : start + size] for start in range(0, points, size))
    return found[:steps]


@dataclass(frozen=True)
class Training:
    """What decides a training besides the data.

    Attributes:
        optimizer: "SGD", "RMSprop" or "Adam".
        learning_rate: above zero.
        momentum: from 0 to below 1; Adam has its own.
        batch_size: how many points a step sees; all of them if there are no more.
        start: the two weights and the bias before the first step.
        bias_mode: "best": for any weights the bias is the one with the smallest loss; "fixed": it
            stays what it was at the start; "trained": it is trained, too.
        steps: how many.
        seed: of the order of the points.
    """

    optimizer: str
    learning_rate: float
    momentum: float
    batch_size: int
    start: tuple[float, float, float]
    bias_mode: str
    steps: int
    seed: int = 0

    @property
    def own_momentum(self) -> float:
        """The momentum that takes effect."""
        return self.momentum if self.optimizer in WITH_MOMENTUM else 0.0

    def code(self) -> str:
        """The optimizer as one writes it."""
        more = f", momentum={self.own_momentum:g}" if self.own_momentum else ""
        return f"keras.optimizers.{self.optimizer}(learning_rate={self.learning_rate:g}{more})"


class Problem:
    """The points that a classifier is trained on.

    Attributes:
        inputs: shape (n, 2).
        targets: shape (n,).
        matrix: `loss_matrix` of all of them.
        middle: the means of the two coordinates and of the targets, shape (3,).
        centred: `loss_matrix` with the means subtracted. With bias 0 it gives the loss for the
            best bias of any weights, which is mean target - weights · mean input.
    """

    def __init__(self, inputs: np.ndarray, targets: np.ndarray) -> None:
        self.inputs, self.targets = inputs, targets
        self.matrix = loss_matrix(inputs, targets)
        self.middle = np.append(inputs.mean(axis=0), targets.mean())
        self.centred = loss_matrix(inputs - self.middle[:2], targets - self.middle[2])

    def __len__(self) -> int:
        return len(self.inputs)

    def map_matrix(self, bias_mode: str) -> np.ndarray:
        """The loss that the training goes down; with "best", of weights and a bias of 0."""
        return self.centred if bias_mode == "best" else self.matrix

    def steepest(self, bias_mode: str) -> float:
        """The largest curvature of the loss over what is trained."""
        return steepest(self.map_matrix(bias_mode), 3 if bias_mode == "trained" else 2)

    def bottom(self, training: Training) -> float:
        """The smallest loss that the training can reach."""
        fixed = training.start[2] if training.bias_mode == "fixed" else None
        return float(losses_at(self.matrix, lowest(self.matrix, fixed)))

    def path(self, training: Training) -> np.ndarray:
        """Weights and bias before the first step and after each, shape (steps + 1, 3)."""
        *weights, bias = training.start
        is_best = training.bias_mode == "best"
        offset = self.middle if is_best else np.zeros(3)
        rows = self.inputs - offset[:2], self.targets - offset[2]
        groups = batches(len(self), training.batch_size, training.steps, training.seed)
        if training.batch_size >= len(self):
            matrices = np.stack([self.map_matrix(training.bias_mode)] * training.steps)
        else:
            matrices = np.stack([loss_matrix(rows[0][group], rows[1][group]) for group in groups])
        descent = _descent(training.optimizer, training.own_momentum)
        start = np.array([*weights, 0.0 if is_best else bias])
        places = descent(start, training, matrices)
        if is_best:
            places[:, 2] = offset[2] - places[:, :2] @ offset[:2]
        return places


@lru_cache(maxsize=64)
def _descent(optimizer: str, momentum: float) -> _Descent:
    return _Descent(optimizer, momentum)


class _Descent:
    """All steps of a training as one compiled function.

    The learning rate, the start and the batches are its inputs, so that moving them compiles
    nothing; the optimizer and its momentum are a part of the program.
    """

    def __init__(self, optimizer: str, momentum: float) -> None:
        more = {"momentum": momentum} if optimizer in WITH_MOMENTUM else {}
        self._optimizer: Optimizer = OPTIMIZERS[optimizer](
            learning_rate=0.1,
            name="descent",  # the reader's optimizers are numbered without this one
            **more,
        )
        self._place = tf.Variable(np.zeros(3))
        self._optimizer.build([self._place])
        self._steps = tf.function(self._all_steps)
        self._lock = Lock()  # JupyterLab has sliders answered in another thread than cells

    def __call__(self, start: np.ndarray, training: Training, matrices: np.ndarray) -> np.ndarray:
        moves = np.array([1.0, 1.0, float(training.bias_mode == "trained")])
        inputs = (matrices, moves, np.zeros((training.steps, 3)))
        with self._lock:
            for variable in self._optimizer.variables:
                variable.assign(np.zeros(variable.shape, variable.dtype.as_numpy_dtype))
            self._optimizer.learning_rate = training.learning_rate
            self._place.assign(start)
            places = self._steps(*map(tf.constant, inputs)).numpy()
        return np.vstack([start, places])

    def _all_steps(self, matrices: Any, moves: Any, places: Any) -> Any:
        one = tf.ones((1,), tf.float64)

        def step(number: Any, places: Any) -> tuple[Any, Any]:
            with tf.GradientTape() as tape:
                u = tf.concat([self._place, one], axis=0)
                loss = tf.tensordot(u, tf.linalg.matvec(matrices[number], u), axes=1)
            gradient = tape.gradient(loss, self._place)
            self._optimizer.apply_gradients([(moves * gradient, self._place)])
            row = self._place[tf.newaxis]
            return number + 1, tf.tensor_scatter_nd_update(places, [[number]], row)

        count = matrices.shape[0]
        more = lambda number, places: number < count  # noqa: E731
        return tf.while_loop(more, step, [0, places], maximum_iterations=count)[1]


def read_data(inputs: Any, targets: Any) -> tuple[np.ndarray, np.ndarray]:
    """The points, shape (n, 2), and their targets 0 or 1, shape (n,), as float64.

    Raises:
        ValueError: other shapes, other targets, no points, or numbers that are none.
    """
    points, classes = np.asarray(inputs, float), np.asarray(targets, float)
    if points.ndim != 2 or points.shape[1] != 2 or not len(points):
        raise ValueError(
            f"DescentView got inputs of shape {points.shape}, but its map has two weights: one for "
            "each of two coordinates. Give an array of shape (points, 2), such as inputs[:, :2]."
        )
    if classes.size != len(points) or classes.shape not in ((len(points),), (len(points), 1)):
        raise ValueError(
            f"DescentView got targets of shape {classes.shape} for {len(points)} points. Give one "
            f"target for each point: shape ({len(points)},) or ({len(points)}, 1)."
        )
    classes = classes.reshape(-1)
    other = np.setdiff1d(classes, [0.0, 1.0])
    if len(other):
        raise ValueError(
            f"DescentView got the target {other[0]:g}. A target is 0 or 1, for two kinds of "
            "points: write, for example, targets == 3."
        )
    if not np.isfinite(points).all():
        raise ValueError(
            "DescentView got inputs in which some numbers are nan or infinite. Leave those points "
            "out: inputs[np.isfinite(inputs).all(axis=1)]."
        )
    return points, classes
