"""Show a matplotlib figure together with the text that says what is to be seen in it."""

from __future__ import annotations

import base64
import html
import io

from IPython.display import display
from matplotlib import pyplot
from matplotlib.figure import Figure

PIXELS_PER_INCH = 100


def image(png: bytes, width: int, height: int, alt: str) -> str:
    """A picture as an HTML element that holds it.

    Args:
        png: the picture.
        width: of the picture, in pixels; where there is less room it shrinks.
        height: of the picture, in pixels.
        alt: what is to be seen in it.
    """
    # The page knows the size and waits for the picture, so that it does not jump or flash when
    # one picture replaces another.
    return (
        f'<img src="data:image/png;base64,{base64.b64encode(png).decode()}" '
        f'alt="{html.escape(alt)}" width="{width}" height="{height}" decoding="sync" '
        'style="max-width: 100%; height: auto">'
    )


def mime_bundle(png: bytes, width: int, height: int, alt: str) -> dict[str, str | bytes]:
    """A picture as HTML, which has room for a text alternative, and as PNG.

    Notebooks show the HTML; what cannot show HTML (an export to PDF) takes the PNG. The arguments
    are those of `image`.
    """
    return {"text/html": image(png, width, height, alt), "image/png": png, "text/plain": alt}


def status(text: str) -> str:
    """A sentence below a picture that moves; a screen reader reads it out when it changes."""
    return f'<p role="status">{html.escape(text)}</p>'


def figure_bundle(figure: Figure, alt: str) -> dict[str, str | bytes]:
    """A matplotlib figure as `mime_bundle` has it."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=PIXELS_PER_INCH)
    width, height = (round(inches * PIXELS_PER_INCH) for inches in figure.get_size_inches())
    return mime_bundle(file.getvalue(), width, height, alt)


def show(figure: Figure, alt: str) -> None:
    """Show the figure in the notebook.

    Args:
        figure: a matplotlib figure; pyplot forgets it, so that it is not shown a second time.
        alt: what is to be seen in it, for whoever does not see it.

    Raises:
        ValueError: `alt` is empty.
    """
    if not alt.strip():
        raise ValueError(
            "show(figure, alt) got an empty alt. Say in a sentence what is to be seen."
        )
    bundle = figure_bundle(figure, alt)
    pyplot.close(figure)
    display(bundle, raw=True)
