"""Draw the README's pictures into docs/images: `python docs/draw_pictures.py`."""

from pathlib import Path

import numpy as np

import kerasish as tf
from kerasish.viz.boundary import BoundaryFigure
from kerasish.viz.broadcasting import draw_broadcast

IMAGES = Path(__file__).parent / "images"
STEPS = 40


def clouds() -> tuple[tf.Tensor, tf.Tensor]:
    """Two classes of points, 1,000 each: shapes (2000, 2) and (2000, 1)."""
    random = np.random.default_rng(0)
    covariance = [[1, 0.5], [0.5, 1]]
    points = [random.multivariate_normal(mean, covariance, 1000) for mean in ([0, 3], [3, 0])]
    labels = np.repeat([[0.0], [1.0]], 1000, axis=0)
    return tf.constant(np.vstack(points), tf.float32), tf.constant(labels, tf.float32)


def train(inputs: tf.Tensor, targets: tf.Tensor) -> tuple:
    """Weights, bias and losses of a linear classifier after full-batch descent."""
    weights, bias = tf.Variable(tf.zeros((2, 1))), tf.Variable(tf.zeros((1,)))
    losses = []
    for _ in range(STEPS):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(inputs @ weights + bias - targets))
        by_weights, by_bias = tape.gradient(loss, [weights, bias])
        weights.assign_sub(0.1 * by_weights)
        bias.assign_sub(0.1 * by_bias)
        losses.append(float(loss))
    return weights.numpy(), bias.numpy(), losses


def main() -> None:
    """Draw all pictures."""
    IMAGES.mkdir(exist_ok=True)
    inputs, targets = clouds()
    figure = BoundaryFigure(inputs.numpy(), targets.numpy(), STEPS)
    figure.draw(0.1, *train(inputs, targets))
    (IMAGES / "boundary.png").write_bytes(figure.mime_bundle()["image/png"])
    broadcast = draw_broadcast(tf.range(4)[:, tf.newaxis], "+", tf.range(3))
    broadcast.savefig(IMAGES / "broadcasting.png", dpi=110, bbox_inches="tight")


if __name__ == "__main__":
    main()
