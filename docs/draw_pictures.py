"""Draw the README's picture of broadcasting into docs/images: `python docs/draw_pictures.py`."""

from pathlib import Path

import kerasish as tf
from kerasish.viz.broadcasting import draw_broadcast

IMAGES = Path(__file__).parent / "images"


def main() -> None:
    """Draw a column plus a row, cell by cell."""
    IMAGES.mkdir(exist_ok=True)
    broadcast = draw_broadcast(tf.range(4)[:, tf.newaxis], "+", tf.range(3))
    broadcast.savefig(IMAGES / "broadcasting.png", dpi=110, bbox_inches="tight")


if __name__ == "__main__":
    main()
