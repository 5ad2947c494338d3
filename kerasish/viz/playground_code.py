"""The Playground's run as a program: data, features, model, compile, fit, evaluate."""

from __future__ import annotations

from kerasish.viz.playground_settings import Settings

_PLAIN = ("x1", "x2")

_PROGRAM = """\
{imports}

(x_train, y_train), (x_test, y_test) = keras.datasets.playground.load_data(
    "{data}", noise={noise!r}, train_ratio={train_ratio!r}, seed={seed}
)
{features}
keras.utils.set_random_seed({seed})
{penalty}model = keras.Sequential(
    [
        keras.layers.Input(({inputs},)),
{layers}
    ]
)
model.compile(
    optimizer=keras.optimizers.SGD(learning_rate={learning_rate!r}),
    loss="{loss}",
    metrics=[{metrics}],
)
model.fit({x_train}, {y_train}, batch_size={batch_size}, epochs={epochs}, verbose=0)
test = model.evaluate({x_test}, {y_test}, verbose=0, return_dict=True)
print(f"test loss {{test['{measured}']:.4f}}{rest}")
"""

_FEATURES = """

def features(points):
    x1, x2 = points[:, 0], points[:, 1]
    return np.stack([{columns}], axis=1)

"""


def code(settings: Settings, epochs: int) -> str:
    """A cell that trains the Playground's network with the same numbers as the Playground.

    Args:
        settings: of the run.
        epochs: how many epochs it trains.
    """
    loss = "mean_squared_error" if settings.is_regression else "binary_crossentropy"
    metrics = [] if settings.is_regression else ["accuracy"]
    is_penalized = settings.regularization != "none"
    if is_penalized:
        metrics.append(loss)  # evaluate's loss has the penalty in it
    plain = settings.features == _PLAIN
    wrap = "{}" if plain else "features({})"
    column = "{}[:, np.newaxis]" if is_penalized else "{}"  # a metric compares shapes
    numpy = is_penalized or not plain
    return _PROGRAM.format(
        imports="import numpy as np\n\n" * numpy + "from kerasish import keras",
        features="" if plain else _FEATURES.format(columns=_columns(settings.features)),
        penalty=_penalty(settings) if is_penalized else "",
        inputs=len(settings.features),
        layers="\n".join(f"        {line}," for line in layers(settings)),
        loss=loss,
        metrics=", ".join(f'"{metric}"' for metric in metrics),
        **{name: wrap.format(name) for name in ("x_train", "x_test")},
        **{name: column.format(name) for name in ("y_train", "y_test")},
        epochs=epochs,
        measured=loss if is_penalized else "loss",
        rest="" if settings.is_regression else ", accuracy {test['accuracy']:.1%}",
        **{
            name: getattr(settings, name)
            for name in ("data", "noise", "train_ratio", "seed", "learning_rate", "batch_size")
        },
    )


def layers(settings: Settings) -> list[str]:
    """The `Dense` layers as code, the last one included."""
    rest = ", kernel_regularizer=penalty" if settings.regularization != "none" else ""
    hidden = "" if settings.activation == "linear" else f', activation="{settings.activation}"'
    output = "" if settings.is_regression else ', activation="sigmoid"'
    return [
        *(f"keras.layers.Dense({units}{hidden}{rest})" for units in settings.hidden),
        f"keras.layers.Dense(1{output}{rest})",
    ]


def _penalty(settings: Settings) -> str:
    kind, rate = settings.regularization, settings.regularization_rate
    return f"penalty = keras.regularizers.{kind}({rate!r})\n"


def _columns(names: tuple[str, ...]) -> str:
    return ", ".join("x1 * x2" if name == "x1*x2" else name for name in names)
