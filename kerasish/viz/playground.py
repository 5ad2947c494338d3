"""A small network to play with, trained in the kernel: `Playground()`."""

from __future__ import annotations

import asyncio
import dataclasses
import math
import time
from collections.abc import Callable, Coroutine
from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from kerasish import keras
from kerasish.viz.playground_code import code
from kerasish.viz.playground_picture import draw, signed
from kerasish.viz.playground_settings import CLASSES, NAMES, REGRESSIONS, Settings, checked
from kerasish.viz.playground_training import GRID, SIDE, Training
from kerasish.viz.widget import CourseWidget

SLICE = 0.03  # seconds of training after which others in the kernel have their turn
REST = 0.004  # seconds that they have, at least
PICTURE = 0.05  # seconds between two pictures, at least
PATIENCE = 300  # hundredths of a second until a front end that draws no picture counts as gone
SKETCHED = 100  # points in the small picture of a data set
FIRST_EPOCHS = 100  # of the program, as long as nothing was trained


@dataclasses.dataclass(frozen=True)
class Result:
    """How far a run came.

    Attributes:
        settings: of the run.
        epoch: how many epochs it was trained.
        train_loss, test_loss: without a penalty.
    """

    settings: Settings
    epoch: int
    train_loss: float
    test_loss: float


class Playground(CourseWidget):
    """Choose data, features and layers, and watch a network learn.

    Every setting is an attribute, in the widget and in Python: `view.noise = 0.2`. What belongs
    to the data or to the network begins a new run; learning rate, regularization rate and batch
    size can be changed on the way.

    Args:
        **settings: those of `playground_settings.Settings`, such as data="xor", hidden=(4, 2);
            also `language`, "en" or "ko", and the attributes below.

    Attributes:
        playing: whether it trains, as after a click on Play.
        epochs_a_picture: how many epochs are trained from picture to picture while it plays.
        show_test: whether test points are drawn.
        discretize: whether the output is drawn as one of two colours.
        epoch: how many epochs were trained.
        train_loss, test_loss: of the network now, without a penalty.
        kept: the `Result` that is kept to compare with, or None.

    Raises:
        ValueError: a setting cannot have that value.

    Example:
        >>> view = Playground(data="xor", hidden=(4,))
        >>> view.train(50)
        >>> view.settings.hidden, view.test_loss < 0.1
    """

    data = traitlets.Any("circle").tag(sync=True)
    noise = traitlets.Any(0.0).tag(sync=True)
    train_ratio = traitlets.Any(0.5).tag(sync=True)
    batch_size = traitlets.Any(10).tag(sync=True)
    features = traitlets.Any(("x1", "x2")).tag(sync=True)
    hidden = traitlets.Any((4, 2)).tag(sync=True)
    activation = traitlets.Any("tanh").tag(sync=True)
    learning_rate = traitlets.Any(0.03).tag(sync=True)
    regularization = traitlets.Any("none").tag(sync=True)
    regularization_rate = traitlets.Any(0.01).tag(sync=True)
    seed = traitlets.Any(1).tag(sync=True)

    playing = traitlets.Bool(False).tag(sync=True)
    epochs_a_picture = traitlets.Int(10, min=1, max=1000).tag(sync=True)
    show_test = traitlets.Bool(False).tag(sync=True)
    discretize = traitlets.Bool(False).tag(sync=True)

    epoch = traitlets.Int(0).tag(sync=True)
    # What the pictures belong to, which comes with them: data, features, hidden, number of the run.
    _shown = traitlets.Dict().tag(sync=True)
    _compiling = traitlets.Bool(False).tag(sync=True)
    _accuracies = traitlets.List().tag(sync=True)
    _points = traitlets.Bytes().tag(sync=True)  # float32 (n, 4): x1, x2, label, 1 to train with
    _weights = traitlets.Bytes().tag(sync=True)  # float32, kernel and bias of each layer
    _curve = traitlets.Bytes().tag(sync=True)  # float32 (n, 3)
    _units = traitlets.Bytes().tag(sync=True)  # uint8 (units, SIDE / 2, SIDE / 2)
    _output = traitlets.Bytes().tag(sync=True)  # uint8 (SIDE, SIDE)
    _sketches = traitlets.Bytes().tag(sync=True)  # float32 (data sets, SKETCHED, 3)
    _program = traitlets.Unicode().tag(sync=True)
    _kept = traitlets.Dict().tag(sync=True)
    _kept_output = traitlets.Bytes().tag(sync=True)
    _kept_curve = traitlets.Bytes().tag(sync=True)

    def __init__(self, **settings: Any) -> None:
        self.kept: Result | None = None
        self._is_drawn = True
        self._is_displayed = self._is_open = False
        self._home = _running_loop()
        self._tasks: set[asyncio.Task] = set()
        self._compiles = asyncio.Lock()
        given = {name: settings.pop(name) for name in NAMES if name in settings}
        self._training = Training(Settings(**given))
        super().__init__(**given, _sketches=_sketches(), **settings)
        self.observe(self._follow, names=NAMES)
        self.observe(self._play_or_pause, names="playing")
        self._show()

    # -- from Python -------------------------------------------------------------------------

    @property
    def settings(self) -> Settings:
        """All settings, to be read, compared, kept; or set at once."""
        return Settings(**{name: getattr(self, name) for name in NAMES})

    @settings.setter
    def settings(self, settings: Settings) -> None:
        with self.hold_trait_notifications():
            for name in NAMES:
                setattr(self, name, getattr(settings, name))

    @property
    def train_loss(self) -> float:
        return self._training.losses[0]

    @property
    def test_loss(self) -> float:
        return self._training.losses[1]

    @property
    def result(self) -> Result:
        """How far this run has come."""
        return Result(self.settings, self.epoch, self.train_loss, self.test_loss)

    def train(self, epochs: int = 1) -> None:
        """Train further, and come back when that is done.

        Args:
            epochs: how many; a whole number from 1.

        Raises:
            ValueError: another number.
        """
        if isinstance(epochs, bool) or not isinstance(epochs, int) or epochs < 1:
            raise ValueError(f"`epochs` is a whole number from 1. Received: epochs={epochs!r}")
        self.playing = False
        while epochs > 0:
            part = min(epochs, self.epochs_a_picture)  # each gives the curve a point
            self._training.train(part)
            epochs -= part
        self._show()
        if self._is_displayed:
            self.refresh_picture()

    def reset(self) -> None:
        """Begin again, with the weights of the seed."""
        self.playing = False
        self._training.reset()
        self._show(is_new=True)

    def code(self) -> str:
        """A cell that does in plain Keras what was done here, to the same numbers.

        A rate or batch size that was changed on the way stands in it as it is now.
        """
        return code(self.settings, self.epoch or FIRST_EPOCHS)

    def keep(self) -> None:
        """Keep this run, to compare the next ones with it."""
        self.kept = self.result
        losses = {name: _finite(getattr(self.kept, name)) for name in ("train_loss", "test_loss")}
        with self.hold_sync():
            self._kept_output, self._kept_curve = self._output, self._curve
            self._kept = {
                "settings": dataclasses.asdict(self.kept.settings),
                "epoch": self.epoch,
                "accuracies": self._accuracies,
                **losses,
            }

    def forget(self) -> None:
        """Keep no run any more."""
        self.kept, self._kept = None, {}

    def picture(self) -> Figure:
        return draw(self._training, self.show_test, self.discretize)

    def caption(self) -> str:
        settings, layers = self.settings, ", ".join(map(str, self.hidden))
        losses = [f"{loss:.3f}" for loss in self._training.losses]
        features = ", ".join(settings.features)
        return self.say(
            f"Playground: {settings.data}, features {features}; hidden layers: {layers or 'none'} "
            f"({settings.activation}). Epoch {self.epoch}: training loss {losses[0]}, "
            f"test loss {losses[1]}.",
            f"플레이그라운드: {settings.data}, 특성 {features}, 은닉층: {layers or '없음'} "
            f"({settings.activation}). 에포크 {self.epoch}: 훈련 손실 {losses[0]}, "
            f"테스트 손실 {losses[1]}.",
        )

    # -- following the reader ----------------------------------------------------------------

    @traitlets.validate(*NAMES)
    def _check(self, proposal: dict[str, Any]) -> Any:
        return checked(proposal["trait"].name, proposal["value"])

    def handle(self, kind: str, content: dict[str, Any], buffers: list[memoryview]) -> None:
        if kind == "drawn":
            self._is_drawn = True
        elif kind == "opened":
            self._is_open = True
            self._spawn(self._compile())
        elif kind == "step":
            self.playing = False
            self._spawn(self._step())
        elif kind in ("reset", "keep", "forget"):
            getattr(self, kind)()
        else:
            super().handle(kind, content, buffers)

    def _follow(self, change: dict[str, Any]) -> None:
        """Go on with the settings as they are; several that change at once come one by one."""
        settings = self.settings
        if settings == self._training.settings:
            return
        if self._training.change(settings):
            self.playing = False
            self._show(is_new=True)
            if self._is_open:
                self._spawn(self._compile())
        else:
            self._program = self.code()

    def _play_or_pause(self, change: dict[str, Any]) -> None:
        if not change["new"]:
            self._program = self.code()
        elif not self._spawn(self._play()):
            self.playing = False
            raise RuntimeError(
                "playing = True trains in the notebook's event loop, and there is none here. Train "
                "a number of epochs with train(100)."
            )

    def set_state(self, sync_data: dict[str, Any]) -> None:
        self._at_home(super().set_state, sync_data)

    def _handle_custom_msg(self, content: dict[str, Any], buffers: list[memoryview]) -> None:
        self._at_home(super()._handle_custom_msg, content, buffers)

    def _at_home(self, call: Callable, *args: Any) -> None:
        """Do something in the thread that the widget was made in, where its training runs.

        JupyterLab hands messages of widgets to a thread beside it, a subshell of the kernel.
        """
        if _running_loop() is self._home:
            call(*args)
        else:
            self._home.call_soon_threadsafe(call, *args)

    def _spawn(self, task: Coroutine) -> bool:
        """Have the kernel's event loop do something on the side; whether there is a loop."""
        if self._home is None:
            task.close()
            return False
        started = self._home.create_task(self._reported(task))
        self._tasks.add(started)
        started.add_done_callback(self._tasks.discard)
        return True

    async def _reported(self, task: Coroutine) -> None:
        with self._reporting({"playing"}):
            await task

    # -- training on the side ----------------------------------------------------------------

    async def _compile(self) -> None:
        """Compile the step in a thread, unless it is compiled; the kernel can do other things."""
        async with self._compiles:
            while not self._training.is_compiled:  # the settings may have changed meanwhile
                self._compiling = True
                compiling = self._training.compile
                await asyncio.get_running_loop().run_in_executor(None, compiling)
            self._compiling = False

    async def _step(self) -> None:
        await self._compile()
        self._training.train(1)
        self._show()

    async def _play(self) -> None:
        """Train and show in turn, as long as it plays and somebody looks."""
        await self._compile()
        self._is_drawn = True
        while self.playing:
            began, target = time.perf_counter(), self._training.epoch + self.epochs_a_picture
            while self.playing and self._training.epoch < target:
                await self._compile()
                rest = target - self._training.epoch
                self._training.train(min(rest, self._training.epochs_in(SLICE)))
                await asyncio.sleep(REST)
            await asyncio.sleep(max(REST, began + PICTURE - time.perf_counter()))
            if not await self._is_seen():
                self.playing = False
            self._show()

    async def _is_seen(self) -> bool:
        """Whether the last picture was drawn, if need be after a while.

        It waits in turns of the loop, not in time: a cell may run in between.
        """
        for _ in range(PATIENCE):
            if self._is_drawn:
                return True
            await asyncio.sleep(0.01)
        return False

    def _show(self, is_new: bool = False) -> None:
        """Send what the network has come to."""
        training, self._is_drawn = self._training, False
        *hidden, output = training.outputs(GRID)
        with self.hold_sync():
            self.epoch = training.epoch
            self._accuracies = list(training.correct() or ())
            self._weights = b"".join(weights.tobytes() for weights in training.weights)
            self._curve = training.curve.tobytes()
            self._units = b"".join(_pixels(_half(layer)) for layer in hidden)
            self._output = _pixels(signed(output, training.settings.is_regression).T)
            if is_new or not self._points:
                settings, run = training.settings, self._shown.get("run", 0) + 1
                shown = {name: getattr(settings, name) for name in ("data", "features", "hidden")}
                self._shown = {**shown, "run": run}
                self._points = _packed(training)
            if not self.playing:
                self._program = self.code()

    def _ipython_display_(self) -> None:
        self._is_displayed = True
        super()._ipython_display_()


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _half(layer: np.ndarray) -> np.ndarray:
    """Every other place of the plane, for each unit: shape (units, places)."""
    return layer.T.reshape(-1, SIDE, SIDE)[:, ::2, ::2]


def _pixels(values: np.ndarray) -> bytes:
    """From -1 to 1 as 0 to 255; what is no number is 128."""
    with np.errstate(all="ignore"):
        levels = np.nan_to_num(np.clip(values, -1, 1)) * 127.5 + 127.5
    return levels.round().astype(np.uint8).tobytes()


def _packed(training: Training) -> bytes:
    data = training.data
    rows = [
        np.column_stack([x, y, np.full(len(x), is_training)])
        for x, y, is_training in ((data.x_train, data.y_train, 1), (data.x_test, data.y_test, 0))
    ]
    return np.concatenate(rows).astype(np.float32).tobytes()


def _sketches() -> bytes:
    """Some points of each data set: x1, x2, label."""
    sets = [
        keras.datasets.playground.load_data(name, samples=2 * SKETCHED, seed=1)[0]
        for name in (*CLASSES, *REGRESSIONS)
    ]
    return b"".join(np.column_stack([x, y]).astype(np.float32).tobytes() for x, y in sets)


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None
