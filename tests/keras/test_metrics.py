"""Every metric beside Keras, over several batches."""

import numpy as np
import pytest

from beside_keras import parity

RNG = np.random.default_rng(2)
BATCHES = [
    (RNG.integers(0, 3, size=n), RNG.uniform(size=(n, 3)).astype(np.float32)) for n in (5, 4, 2)
]
WEIGHTS = [RNG.uniform(size=len(labels)).astype(np.float32) for labels, _ in BATCHES]
HOT = np.eye(3, dtype=np.float32)
BITS = [(y % 2, p[:, :1]) for y, p in BATCHES]

CASES = {
    "Accuracy": [(y, np.round(3 * p[:, 0]).astype(int)) for y, p in BATCHES],
    "BinaryAccuracy": BITS,
    "BinaryAccuracy threshold": BITS,
    "CategoricalAccuracy": [(HOT[y], p) for y, p in BATCHES],
    "SparseCategoricalAccuracy": BATCHES,
    "SparseCategoricalAccuracy columns": [(y[:, None], p) for y, p in BATCHES],
    "MeanSquaredError": [(HOT[y], p) for y, p in BATCHES],
    "MeanAbsoluteError": [(HOT[y], p) for y, p in BATCHES],
    "BinaryCrossentropy": [(y[:, None], p) for y, p in BITS],
    "CategoricalCrossentropy": [(HOT[y], p) for y, p in BATCHES],
    "SparseCategoricalCrossentropy": BATCHES,
}


@parity
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("case", CASES)
def test_over_batches(keras, case, weighted):
    options = {"threshold": 0.3} if "threshold" in case else {}
    metric = getattr(keras.metrics, case.split()[0])(**options)
    results = [metric.name]
    for batch, weight in zip(CASES[case], WEIGHTS):
        metric.update_state(*batch, sample_weight=weight if weighted else None)
        results.append(metric.result())
    results.append([(v.name, v.path, v) for v in metric.variables])
    metric.reset_state()
    return [*results, metric.result(), metric(*CASES[case][0])]


@parity
@pytest.mark.parametrize("name", ["Mean", "Sum"])
def test_mean_and_sum(keras, name):
    metric = getattr(keras.metrics, name)()
    results = [metric.name, metric.result()]
    metric.update_state(3.0)
    results.append(metric.result())
    metric.update_state([1.0, 2.0, 6.0])
    results.append(metric.result())
    metric.update_state(np.ones((4, 5)) * 2)
    results.append(metric.result())
    metric.update_state([1, 5], sample_weight=[1, 0.5])
    results.append(metric.result())
    metric.update_state(7.0, sample_weight=3)
    results.append(metric.result())
    metric.update_state(np.arange(6.0).reshape(3, 2), sample_weight=[0, 1, 2])
    results.append(metric.result())
    metric.update_state(np.arange(6.0).reshape(3, 2), sample_weight=[[0, 1], [2, 0], [1, 1]])
    return [*results, metric.result()]


@parity
def test_of_a_function(keras):
    metric = keras.metrics.MeanMetricWrapper(lambda y, p: abs(y - p) * 2.0, name="twice")
    metric.update_state(np.float32([1, 2]), np.float32([0, 4]))
    return metric.name, metric.result(), [v.path for v in metric.variables]


@parity
def test_a_metric_of_ones_own(keras):
    class Largest(keras.metrics.Metric):
        def __init__(self, name="largest", **kwargs):
            super().__init__(name=name, **kwargs)
            self.found = self.add_weight(name="found", initializer="zeros")

        def update_state(self, y_true, y_pred, sample_weight=None):
            self.found.assign(max(float(np.max(y_pred)), float(np.asarray(self.found))))

        def result(self):
            return self.found * 1.0

    metric = Largest()
    metric.update_state(None, np.array([1.0, 4.0]))
    metric.update_state(None, np.array([3.0]))
    found = metric.result()
    metric.reset_state()
    return found, metric.result(), [v.path for v in metric.variables], repr(metric)


@parity
@pytest.mark.parametrize(
    "name",
    [
        *("mse", "MSE", "mean_squared_error", "mae", "accuracy", "binary_accuracy"),
        *("categorical_accuracy", "SparseCategoricalAccuracy", "sparse_categorical_accuracy"),
        *("BinaryCrossentropy", "mean"),
    ],
)
def test_found_by_name(keras, name):
    return keras.metrics.get(name).name


@parity(raises="ValueError", says="Did you mean 'accuracy'")
def test_a_misspelt_name(keras):
    keras.metrics.get("acuracy")


@parity(raises="RuntimeError", says="super\\(\\).__init__\\(\\)")
def test_a_forgotten_init(keras):
    class Forgetful(keras.metrics.Metric):
        def __init__(self):
            self.add_weight(name="total", initializer="zeros")

    Forgetful()


# -- which accuracy "accuracy" is ---------------------------------------------------------------

SHAPES = {
    "one output, labels in a row": ((8,), (8, 1)),
    "one output, labels in a column": ((8, 1), (8, 1)),
    "classes, labels in a row": ((8,), (8, 3)),
    "classes, labels in a column": ((8, 1), (8, 3)),
    "classes, labels one-hot": ((8, 3), (8, 3)),
    "sequences of classes": ((8, 5), (8, 5, 3)),
}


@parity
@pytest.mark.parametrize("metric", ["accuracy", "acc", "Accuracy"])
@pytest.mark.parametrize("case", SHAPES)
def test_accuracy_is_the_one_that_suits_the_shapes(keras, case, metric):
    truth, shape = SHAPES[case]
    y_true = (RNG.integers(0, 2, size=truth) * 0 + np.arange(np.prod(truth)).reshape(truth)) % 2
    scores = np.sin(np.arange(np.prod(shape))).reshape(shape).astype(np.float32)
    model = keras.Sequential([keras.layers.Activation("linear")])
    model.compile(loss="mse", metrics=[metric])
    x = scores
    y_pred = model(x)
    model._compile_metrics.update_state(y_true, y_pred)
    kinds = [type(each).__name__ for each in model._compile_metrics.metrics]
    return kinds, model._compile_metrics.result()
