"""What of the widgets is measured in JupyterLab, with a browser that draws."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from browser import jupyterlab
from viz.laboratory import OpenNotebook, laboratory

SECONDS = 8  # of playing
MOVES = 25  # of a slider
FITS = 11
PLAYGROUND = """
from kerasish.viz.playground import Playground

view = Playground()
view
"""
DESCENT = """
import numpy as np
from kerasish.viz.descent_view import DescentView

random = np.random.default_rng(0)
inputs = np.vstack([random.normal(middle, 1, (200, 2)) for middle in ([0, 3], [3, 0])])
DescentView(inputs, np.repeat([0, 1], 200))
"""
MONITOR = """
import time
import numpy as np
from kerasish import keras
from kerasish.viz.training_monitor import TrainingMonitor

random = np.random.default_rng(0)
x = random.normal(size=(20_000, 200)).astype(np.float32)
y = random.integers(0, 10, 20_000)
model = keras.Sequential(
    [keras.Input((200,)), keras.layers.Dense(128, "relu"), keras.layers.Dense(10, "softmax")]
)
model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
monitor = TrainingMonitor()


def seconds(callbacks):
    began = time.perf_counter()
    model.fit(x, y, epochs=40, validation_split=0.1, callbacks=callbacks, verbose=0)
    return time.perf_counter() - began


seconds([])
monitor
"""
# A widget: its cell, the name of the slider, and what Python's answer changes in the page.
SLIDERS = {
    "Playground, noise": (PLAYGROUND, "Noise", ".k-pg-train strong"),
    "DescentView, learning rate": (DESCENT, "Learning rate", ".k-descent-code"),
}
# Counts the pictures: the number of the epoch is written once in each.
PICTURES = """([widget, seconds]) => new Promise(done => {
    let pictures = 0;
    const counter = new MutationObserver(() => (pictures += 1));
    counter.observe(widget.querySelector(".k-pg-epoch"), {childList: true, characterData: true});
    setTimeout(() => (counter.disconnect(), done(pictures)), 1000 * seconds);
})"""
MOVE = """([slider, changed, place]) => new Promise(done => {
    const began = performance.now();
    const seen = new MutationObserver(() => {
        seen.disconnect();
        requestAnimationFrame(() => done(performance.now() - began));
    });
    seen.observe(changed, {childList: true, characterData: true, subtree: true});
    slider.value = place;
    slider.dispatchEvent(new Event("input", {bubbles: true}));
})"""


def in_jupyterlab() -> Iterator[tuple]:
    """The figures, as the arguments of a row of the table."""
    folder = Path(tempfile.mkdtemp())
    with jupyterlab(folder) as address, laboratory(folder, address) as lab:
        with lab.notebook(PLAYGROUND) as notebook:
            for epochs in (10, 100):
                yield from playing(notebook, epochs)
        for name, (cell, slider, changed) in SLIDERS.items():
            with lab.notebook(cell) as notebook:
                yield moving(notebook, name, slider, changed)
        with lab.notebook(MONITOR) as notebook:
            yield monitoring(notebook)


def playing(notebook: OpenNotebook, epochs: int) -> Iterator[tuple]:
    """Epochs and pictures a second while the Playground plays."""
    widget = notebook.widget()
    notebook.run(f"view.epochs_a_picture = {epochs}")
    widget.get_by_role("button", name="Play").click()
    notebook.wait_for("view.epoch > 0", True)
    first = notebook.value("view.epoch")
    pictures = notebook.page.evaluate(PICTURES, [widget.element_handle(), SECONDS]) / SECONDS
    pace = (notebook.value("view.epoch") - first) / SECONDS
    widget.get_by_role("button", name="Pause").click()
    widget.get_by_role("button", name="Start again").click()
    notebook.wait_for("view.epoch", 0)
    name = f"while it plays ({epochs})"
    goals = (("≥ 100", pace >= 100), ("≥ 10", pictures >= 10)) if epochs == 10 else ((), ())
    yield f"{name}: epochs a second", f"{pace:.0f}", "", "", *goals[0]
    yield f"{name}: pictures a second", f"{pictures:.1f}", "", "", *goals[1]


def moving(notebook: OpenNotebook, name: str, slider: str, changed: str) -> tuple:
    """Milliseconds from a slider's event to the changed page."""
    widget = notebook.widget()
    control = widget.get_by_label(slider).first.element_handle()
    changes = widget.locator(changed).first.element_handle()
    low, high, step = (float(control.get_attribute(name)) for name in ("min", "max", "step"))
    places = [low + step * count for count in range(round((high - low) / step) + 1)]
    found = []
    for count in range(MOVES):
        place = places[(7 * count + 3) % len(places)]
        if control.input_value() != f"{place:g}":
            found.append(notebook.page.evaluate(MOVE, [control, changes, place]))
        notebook.page.wait_for_timeout(150)
    took = median(found)
    return f"slider to new picture: {name}", f"{took:.0f} ms", "", "", "< 100 ms", took < 100


def monitoring(notebook: OpenNotebook) -> tuple:
    """The time of a fit with TrainingMonitor divided by that without."""
    ratios = [notebook.value("seconds([monitor]) / seconds([])") for _ in range(FITS)]
    ratio = median(ratios)
    return "TrainingMonitor", f"{ratio:.3f}", "the fit without it", "1", "≤ 1.02", ratio <= 1.02
