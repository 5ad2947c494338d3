"""Every metric beside Keras, over several batches."""

import numpy as np
import pytest

import kerasish as tf
from beside_keras import ours, parity

RNG = np.random.default_rng(2)
BATCHES = [
    (RNG.integers(0, 3, size=n), RNG.uniform(size=(n, 3)).astype(np.float32)) for n in (4, 4, 4)
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
    "MeanAbsolutePercentageError": [(HOT[y] + 1, p) for y, p in BATCHES],
    "MeanSquaredLogarithmicError": [(HOT[y], p) for y, p in BATCHES],
    "RootMeanSquaredError": [(y, p[:, :1]) for y, p in BATCHES],
    "TopKCategoricalAccuracy": [(HOT[y], p) for y, p in BATCHES],
    "SparseTopKCategoricalAccuracy": BATCHES,
    "Precision": BITS,
    "Recall": BITS,
    "Precision at thresholds": BITS,
    "Recall at thresholds": [(y, p[:, 0]) for y, p in BITS],
    "Precision of the first two": [(HOT[y], p) for y, p in BATCHES],
    "Recall of the first two": [(HOT[y], p) for y, p in BATCHES],
    "Precision of one class": [(HOT[y], p) for y, p in BATCHES],
    "Recall of one class of the first two": [(HOT[y], p) for y, p in BATCHES],
    "AUC": BITS,
    "AUC of all classes": [(HOT[y], p) for y, p in BATCHES],
    "AUC of logits": [(y, 8 * p[:, 0] - 4) for y, p in BITS],
    "AUC of certain predictions": [(y, p > 0.5) for y, p in BITS],
    "AUC beyond certainty": [(y, 3 * p - 1) for y, p in BITS],
    "AUC at thresholds": BITS,
}
OPTIONS = {
    "BinaryAccuracy threshold": {"threshold": 0.3},
    "TopKCategoricalAccuracy": {"k": 2},
    "SparseTopKCategoricalAccuracy": {"k": 2},
    "Precision at thresholds": {"thresholds": [0.7, 0.2]},
    "Recall at thresholds": {"thresholds": [0.25, 0.5, 0.8]},
    "Precision of the first two": {"top_k": 2},
    "Recall of the first two": {"top_k": 2},
    "Precision of one class": {"class_id": 1, "thresholds": 0.4},
    "Recall of one class of the first two": {"top_k": 2, "class_id": 0},
    "AUC of logits": {"from_logits": True},
    "AUC at thresholds": {"thresholds": [0.9, 0.1, 0.3], "curve": "PR"},
}


@parity
@pytest.mark.parametrize("case", CASES)
def test_over_batches(keras, case):
    metric = getattr(keras.metrics, case.split()[0])(**OPTIONS.get(case, {}))
    results = [metric.name]
    for batch, weight in zip(CASES[case], [None, None, WEIGHTS[2]]):
        metric.update_state(*batch, sample_weight=weight)
        results.append(metric.result())
    results.append([(v.name, v.path, v) for v in metric.variables])
    metric.reset_state()
    return [*results, metric.result()]


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
@pytest.mark.parametrize("curve", ["ROC", "PR"])
def test_areas(keras, curve):
    """Each method, with few thresholds, and where one class is missing."""
    results = []
    for method in ("interpolation", "minoring", "majoring"):
        metric = keras.metrics.AUC(6, curve, method, name="area")
        for (y, p), weight in zip(BITS, WEIGHTS):
            metric.update_state(y, p, weight)
        results += [metric.name, metric.result(), metric.thresholds]
        metric.reset_state()
        results += [metric.result(), metric(np.zeros(4), BITS[0][1][:4])]
        metric.reset_state()
        results.append(metric(np.ones(4), BITS[0][1][:4]))
    return results


@parity
@pytest.mark.parametrize("shape", [(), (1,), (4,), (4, 1), (4, 3)], ids=str)
def test_weights_of_several_outputs(keras, shape):
    weight = np.cos(np.arange(np.prod(shape, dtype=int))).reshape(shape) + 1
    y, p = HOT[BATCHES[2][0]], BATCHES[2][1]
    metrics = [keras.metrics.Recall(), keras.metrics.AUC(), keras.metrics.Mean()]
    if shape not in ((), (1,)):
        metrics.append(keras.metrics.RootMeanSquaredError())
    return [
        metric(p, weight) if type(metric).__name__ == "Mean" else metric(y, p, weight)
        for metric in metrics
    ]


@parity
def test_names_are_numbered(keras):
    kinds = [keras.metrics.Precision, keras.metrics.AUC, keras.metrics.Precision]
    return [kind().name for kind in kinds], keras.metrics.Recall(name="found").name


NAMES = [
    *("mse", "MSE", "mean_squared_error", "mae", "mape", "msle", "accuracy", "binary_accuracy"),
    *("categorical_accuracy", "SparseCategoricalAccuracy", "sparse_categorical_accuracy", "auc"),
    *("BinaryCrossentropy", "mean", "AUC", "precision", "Recall", "root_mean_squared_error"),
    *("top_k_categorical_accuracy", "sparse_top_k_categorical_accuracy"),
]


@parity
def test_found_by_name(keras):
    return [keras.metrics.get(name).name for name in NAMES]


@parity
def test_in_fit(keras):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")])
    model.set_weights([np.float32([[1], [-2]]), np.float32([0.5])])
    model.compile(
        keras.optimizers.SGD(0.1),
        "binary_crossentropy",
        metrics=["auc", "precision", keras.metrics.mean_squared_error],
        weighted_metrics=["Recall", keras.metrics.AUC(curve="PR", name="area"), "mae"],
    )
    x = np.sin(np.arange(40)).reshape(20, 2).astype("float32")
    y = (np.arange(20) % 3 == 0).astype("float32")
    weight = np.linspace(0, 2, 20, dtype="float32")
    data = {"sample_weight": weight, "validation_data": (x, y, weight)}
    return model.fit(x, y, batch_size=10, epochs=2, verbose=0, shuffle=False, **data).history


def test_a_metric_of_ones_own_in_fit():
    """The state of a metric is part of the compiled step: counted in it, reset each epoch."""

    class Largest(ours.metrics.Metric):
        def __init__(self, name="largest", **kwargs):
            super().__init__(name=name, **kwargs)
            self.found = self.add_weight(name="found", initializer="zeros")

        def update_state(self, y_true, y_pred, sample_weight=None):
            self.found.assign(tf.maximum(self.found, tf.reduce_max(y_pred)))

        def result(self):
            return self.found

    model = ours.Sequential([ours.Input((1,)), ours.layers.Dense(1, use_bias=False)])
    model.set_weights([np.ones((1, 1))])
    model.compile(ours.optimizers.SGD(0.0), "mse", metrics=[Largest()])
    x = np.float32([[1], [5], [2], [3]])
    history = model.fit(x, x, batch_size=1, epochs=2, verbose=0, validation_data=(x[2:], x[2:]))
    assert history.history["largest"] == [5, 5] and history.history["val_largest"] == [3, 3]


@parity(raises="ValueError", says="\\[0, 1\\].*thresholds=0.5")
@pytest.mark.parametrize("name", ["Precision", "Recall"])
def test_a_threshold_that_is_no_probability(keras, name):
    getattr(keras.metrics, name)(thresholds=[0.5, 1.5])


@parity(raises="ValueError", says="'ROC', 'PR'")
def test_a_curve_that_there_is_not(keras):
    keras.metrics.AUC(curve="DET")


@parity(raises="ValueError", says="'minoring'")
def test_a_method_that_there_is_not(keras):
    keras.metrics.AUC(summation_method="trapezoid")


@parity(raises="ValueError", says="num_thresholds=1")
def test_too_few_thresholds(keras):
    keras.metrics.AUC(num_thresholds=1)


@parity(raises="ValueError", says="class_id")
def test_a_class_of_two(keras):
    keras.metrics.Precision(class_id=1)([0, 1], [0.2, 0.8])


def test_class_numbers_beside_predictions_for_each_class():
    with pytest.raises(ValueError, match="to_categorical"):
        ours.metrics.Precision()(*BATCHES[0])


def test_weights_for_other_examples():
    with pytest.raises(ValueError, match="one weight for each example"):
        ours.metrics.MeanSquaredError()(*CASES["MeanSquaredError"][0], WEIGHTS[1][:3])


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
@pytest.mark.parametrize("case", SHAPES)
def test_accuracy_is_the_one_that_suits_the_shapes(keras, case):
    truth, shape = SHAPES[case]
    y_true = (RNG.integers(0, 2, size=truth) * 0 + np.arange(np.prod(truth)).reshape(truth)) % 2
    scores = np.sin(np.arange(np.prod(shape))).reshape(shape).astype(np.float32)
    model = keras.Sequential([keras.layers.Activation("linear")])
    results = []
    for metric in ("accuracy", "acc", "Accuracy"):
        model.compile(loss="mse", metrics=[metric])
        model._compile_metrics.update_state(y_true, model(scores))
        results += [type(each).__name__ for each in model._compile_metrics.metrics]
        results.append(model._compile_metrics.result())
    return results


@parity
def test_a_metric_made_from_a_string_takes_one_name(keras):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile("sgd", "mse", metrics=["AUC", "Recall"])
    before = keras.metrics.AUC().name  # what compile() was given is made for the first batch
    history = model.fit(np.ones((4, 1)), np.ones((4, 1)), verbose=0).history
    return before, keras.metrics.AUC().name, keras.metrics.Recall().name, list(history)
