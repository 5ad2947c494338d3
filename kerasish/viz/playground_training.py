"""The Playground's training: a Sequential, its data, and many epochs in one dispatch."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from kerasish import keras
from kerasish.core.random import Generator, drawing_from
from kerasish.core.tensor import Tensor
from kerasish.core.variable import Variable
from kerasish.keras.models.batches import ArrayBatches
from kerasish.keras.models.loop import CompiledStep
from kerasish.viz.playground_settings import MOST_ROWS, Settings, columns

ROOM = 512  # steps in a dispatch
FIRST_GUESS = 0.005  # seconds that an epoch takes
LONGEST_CURVE = 400  # points
SIDE = 80  # places along a side of the plane
EPSILON = 1e-7  # as binary_crossentropy keeps away from the logarithm of 0
REACH = 6.0  # the plane is from -6 to 6
_LINE = np.linspace(-REACH, REACH, SIDE, dtype=np.float32)
GRID = np.stack(np.meshgrid(_LINE, _LINE[::-1]), axis=-1).reshape(-1, 2)  # the upper row first

_ACTIVATIONS = {
    "relu": lambda x: np.maximum(x, 0),
    "tanh": np.tanh,
    "sigmoid": lambda x: 0.5 * np.tanh(0.5 * x) + 0.5,
    "linear": lambda x: x,
}


class Network:
    """A model with its compiled step, for batches of up to `MOST_ROWS` rows.

    To make one takes a second, and any thread can do it.

    Args:
        settings: of the run that it is made for; others of the same architecture can use it.

    Attributes:
        model: a compiled Sequential. Everything in it is named, so that the numbers in the names
            of the reader's own layers do not depend on how often they played.
        rate: of its regularization.
    """

    def __init__(self, settings: Settings) -> None:
        self.rate = Variable(0.0, trainable=False, name="regularization_rate")
        self.model = self._build(settings)
        self._inputs = len(settings.features)
        nothing = np.empty((0, MOST_ROWS), int), np.empty((1, self._inputs)), np.empty(1)
        empty = self.chunk(*nothing)
        self._step = CompiledStep(self.model.train_step, tuple(array[0] for array in empty))
        self._step.run_several(empty, 1)  # compiles

    def _build(self, settings: Settings) -> keras.Sequential:
        inputs, hidden, activation, regularization, last = settings.architecture
        penalty = None
        if regularization != "none":
            kind = keras.regularizers.L1 if regularization == "L1" else keras.regularizers.L2
            penalty = functools.partial(_scaled, self.rate, kind(1.0))
        model = keras.Sequential([keras.Input((inputs,), name="features")], name="playground")
        for number, units in enumerate((*hidden, 1), 1):
            kept = {"kernel_initializer": "zeros", "kernel_regularizer": penalty}  # draws nothing
            kept |= {"activation": last if number > len(hidden) else activation}
            model.add(keras.layers.Dense(units, name=f"layer_{number}", **kept))
        loss = "mean_squared_error" if settings.is_regression else "binary_crossentropy"
        model.compile(optimizer=keras.optimizers.SGD(1.0, name="sgd"), loss=loss)
        model.optimizer.build(model.trainable_variables)
        return model

    def chunk(self, rows: np.ndarray, x: np.ndarray, y: np.ndarray) -> list[np.ndarray]:
        """Batches as the step takes them.

        Args:
            rows: which points each batch has, shape (steps, MOST_ROWS), -1 where there is none.
            x: features, shape (n, features).
            y: labels, shape (n,).

        Returns:
            features, labels and weights, with room for `ROOM` batches. The weights make the loss
            the mean over the points that there are.
        """
        places = ROOM, MOST_ROWS
        chunk = [np.zeros((*places, size), np.float32) for size in (self._inputs, 1)]
        weights = np.zeros(places, np.float32)
        is_point = rows >= 0
        chunk[0][: len(rows)], chunk[1][: len(rows), :, 0] = x[rows], y[rows]
        weights[: len(rows)] = is_point * (MOST_ROWS / is_point.sum(axis=1, keepdims=True))
        return [*chunk, weights]

    def run(self, chunk: list[np.ndarray], steps: int) -> None:
        """The first steps of a chunk, in one dispatch."""
        self._step.run_several(chunk, steps)


def _scaled(rate: Variable, regularizer: Callable, kernel: Tensor) -> Tensor:
    return rate * regularizer(kernel)


@dataclass(frozen=True)
class Data:
    """The points of a run, shape (n, 2), and their labels, float32 of shape (n,)."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray

    @classmethod
    def of(cls, settings: Settings) -> Data:
        """What the settings ask for."""
        (x_train, y_train), (x_test, y_test) = keras.datasets.playground.load_data(
            settings.data,
            noise=settings.noise,
            train_ratio=settings.train_ratio,
            seed=settings.seed,
        )
        return cls(x_train, np.float32(y_train), x_test, np.float32(y_test))


class Training:
    """A run of the Playground.

    What happens in it is what `fit` does: the model's own `train_step` on the same points in the
    same order, so that the copied code comes to the same numbers. Only, one dispatch holds the
    steps of many epochs, and batches are filled up with rows of weight 0, so that neither another
    batch size nor another number of points has to be compiled.

    Args:
        settings: to begin with.

    Attributes:
        settings: now.
        data: the points.
        weights: of the layers, kernel and bias in turn.
        epoch: how many epochs were trained.
        losses: on the training points and on the test points, without a penalty.
        curve: shape (n, 3): epoch, training loss, test loss; thinned out when it gets long.
    """

    settings: Settings
    data: Data
    weights: list[np.ndarray]
    epoch: int
    losses: tuple[float, float]
    curve: np.ndarray

    def __init__(self, settings: Settings) -> None:
        self._networks: dict[tuple, Network] = {}
        self._seconds_an_epoch = FIRST_GUESS
        self.settings = settings
        self.data = Data.of(settings)
        self.reset()

    def change(self, settings: Settings) -> bool:
        """Go on with other settings.

        Returns:
            whether that began a new run: rates and batch size are changed on the way.
        """
        before, self.settings = self.settings, settings
        of_data = ("data", "noise", "train_ratio", "seed")
        if any(getattr(before, name) != getattr(settings, name) for name in of_data):
            self.data = Data.of(settings)
        elif (before.features, before.architecture) == (settings.features, settings.architecture):
            return False
        self.reset()
        return True

    def reset(self) -> None:
        """Begin again, with the weights that the code begins with."""
        self._generator = Generator(self.settings.seed)
        inputs, hidden, *_ = self.settings.architecture
        sizes = (inputs, *hidden, 1)
        self.weights = []
        with drawing_from(self._generator):  # as Dense does, layer by layer
            for shape in zip(sizes, sizes[1:]):
                kernel = keras.initializers.GlorotUniform()(shape)
                self.weights += [kernel.numpy(), np.zeros(shape[1], np.float32)]
        self.epoch = 0
        self.curve = np.empty((0, 3), np.float32)
        self._note()

    @property
    def is_compiled(self) -> bool:
        """Whether the next step can run at once."""
        return self.settings.architecture in self._networks

    def compile(self) -> None:
        """Make the network of this architecture, if need be. Any thread can do it."""
        settings = self.settings
        if settings.architecture not in self._networks:
            self._networks[settings.architecture] = Network(settings)

    def train(self, epochs: int) -> None:
        """Train further."""
        self.compile()
        network = self._networks[self.settings.architecture]
        x = columns(self.data.x_train, self.settings.features)
        network.model.set_weights(self.weights)
        network.model.optimizer.learning_rate.assign(self.settings.learning_rate)
        network.rate.assign(self.settings.regularization_rate)
        began = time.perf_counter()
        for rows in self._batches(epochs):
            network.run(network.chunk(rows, x, self.data.y_train), len(rows))
        self.weights = network.model.get_weights()
        self._seconds_an_epoch = (time.perf_counter() - began) / epochs
        self.epoch += epochs
        self._note()

    def epochs_in(self, seconds: float) -> int:
        """How many epochs take about as long, judging by the last ones; at least 1."""
        return max(1, min(100, int(seconds / self._seconds_an_epoch)))

    def _batches(self, epochs: int) -> Iterator[np.ndarray]:
        """The rows of each batch of some epochs, in parts of at most `ROOM` batches."""
        source = ArrayBatches((self.data.x_train, None, None), self.settings.batch_size, True)
        with drawing_from(self._generator):
            orders = [source.order() for _ in range(epochs)]
        size = source.batch_size
        rows = np.full((epochs, source.steps * size), -1)
        rows[:, : source.size] = orders
        batches = np.full((epochs * source.steps, MOST_ROWS), -1)
        batches[:, :size] = rows.reshape(-1, size)
        for start in range(0, len(batches), ROOM):
            yield batches[start : start + ROOM]

    # -- what has been learnt ----------------------------------------------------------------

    def outputs(self, points: np.ndarray) -> list[np.ndarray]:
        """What each layer gives for points.

        NumPy works it out from the weights: in a new architecture nothing is to be compiled
        before there is something to see.

        Args:
            points: shape (n, 2).

        Returns:
            for each layer an array of shape (n, units), float32.
        """
        *_, hidden, activation, _, last = (None, *self.settings.architecture)
        kinds = [activation] * len(hidden) + [last]
        inputs, found = columns(points, self.settings.features), []
        with np.errstate(all="ignore"):  # of a run that diverges
            for kernel, bias, kind in zip(self.weights[::2], self.weights[1::2], kinds):
                inputs = _ACTIVATIONS[kind](inputs @ kernel + bias)
                found.append(inputs)
        return found

    def correct(self) -> tuple[float, float] | None:
        """The accuracy on the training points and on the test points; None in a regression."""
        if self.settings.is_regression:
            return None
        sets = ((self.data.x_train, self.data.y_train), (self.data.x_test, self.data.y_test))
        return tuple(float(np.mean((self.outputs(x)[-1][:, 0] > 0.5) == y)) for x, y in sets)

    def _note(self) -> None:
        data = self.data
        self.losses = self._loss(data.x_train, data.y_train), self._loss(data.x_test, data.y_test)
        if len(self.curve) >= LONGEST_CURVE:
            self.curve = self.curve[::2]
        point = np.float32([[self.epoch, *self.losses]])
        self.curve = np.concatenate([self.curve, point])

    def _loss(self, points: np.ndarray, labels: np.ndarray) -> float:
        """The mean loss, as `evaluate` gives it for a model without a penalty."""
        outputs = self.outputs(points)[-1][:, 0]
        if self.settings.is_regression:
            return float(np.mean((outputs - labels) ** 2))
        right = np.clip(np.where(labels > 0.5, outputs, 1 - outputs), EPSILON, 1 - EPSILON)
        return float(-np.mean(np.log(right)))
