"""A picture that follows sliders."""

from __future__ import annotations

import inspect
from collections.abc import Callable

from IPython.display import display
from ipywidgets import VBox, interactive
from matplotlib.figure import Figure

from kerasish.viz.figure import figure_bundle, status


def with_sliders(draw: Callable[..., tuple[Figure, str]], **ranges) -> None:
    """Display what `draw` draws, below a slider for each of `ranges`.

    The picture is an output of the cell and no part of the widget: it stays, as it was drawn
    first, where the notebook is read without a kernel.

    Args:
        draw: called with a value for each slider, by name; the defaults of its parameters are
            where the sliders start. Returns a figure and a sentence that says what it shows.
        **ranges: (first, last, step) for a number, a list for a choice.

    Raises:
        TypeError: `draw` has no parameter of that name, or one without a default.
    """
    sliders = {name: _slider(draw, name, choice) for name, choice in ranges.items()}

    def drawn() -> dict[str, str | bytes]:
        figure, text = draw(**{name: slider.value for name, slider in sliders.items()})
        bundle = figure_bundle(figure, text)
        return {**bundle, "text/html": f"{bundle['text/html']}{status(text)}"}

    display(VBox(list(sliders.values())))
    picture = display(drawn(), raw=True, display_id=True)
    for slider in sliders.values():
        slider.observe(lambda change: picture.update(drawn(), raw=True), names="value")


def _slider(draw: Callable, name: str, choice):
    parameter = inspect.signature(draw).parameters.get(name)
    if parameter is None or parameter.default is inspect.Parameter.empty:
        raise TypeError(
            f"with_sliders got {name}={choice!r}, but {draw.__name__} has no parameter {name!r} "
            f"with a default. Write for example def {draw.__name__}({name}=...)."
        )
    slider = interactive.widget_from_abbrev(choice, parameter.default)
    slider.description = name.replace("_", " ")
    slider.style.description_width = "7em"
    slider.layout.width = "min(100%, 26em)"
    return slider
