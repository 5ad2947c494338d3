"""What tests/keras/test_distribution.py runs in processes of their own, which have more devices.

    python distributed_programs.py PROGRAM RESULTS DEVICES [ADDRESS PROCESS]

runs the function PROGRAM where the processor counts as DEVICES devices, and pickles what it
returns into the file RESULTS.
"""

import os
import pickle
import re
import sys
import warnings

if __name__ == "__main__":
    os.environ["XLA_FLAGS"] = f"--xla_force_host_platform_device_count={sys.argv[3]}"
    os.environ["KERAS_BACKEND"] = "jax"

import numpy as np

import kerasish as tf
from kerasish import keras

BATCH = 8
_random = np.random.default_rng(0)
X = _random.normal(size=(21, 6)).astype(np.float32)  # two batches of 8, and 5 rows
Y = _random.integers(0, 3, 21)


class Noise(keras.layers.Layer):
    def call(self, x, training=False):
        return x + tf.random.normal(tf.shape(x)) if training else x


def made(library=keras, random=True):
    layers = library.layers
    tf.random.set_seed(7)
    model = library.Sequential(
        [
            library.Input((6,)),
            *([Noise(), layers.Dropout(0.3)] if random else []),
            layers.Dense(4, activation="relu"),
            layers.BatchNormalization(),
            layers.Dense(3, activation="softmax"),
        ]
    )
    values = np.random.default_rng(1)
    # moving variances must be positive
    model.set_weights([values.uniform(0.1, 0.9, tuple(w.shape)) for w in model.weights])
    optimizer = library.optimizers.SGD(0.1, momentum=0.9)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def fitted(model, *data, **options):
    """The history, the weights and what the optimizer keeps, after some epochs."""
    history = model.fit(*data, verbose=0, **options)
    kept = [np.asarray(variable) for variable in model.optimizer.variables]
    return [history.history, model.get_weights(), kept]


def arrays(model=None):
    """Batches in a new order in each epoch, and validation, with a last batch that is partial."""
    model = model or made()
    found = fitted(model, X, Y, batch_size=BATCH, epochs=2, validation_data=(X, Y))
    return [*found, model.predict(X, batch_size=BATCH, verbose=0)]


def dataset():
    data = tf.data.Dataset.from_tensor_slices((X, Y)).shuffle(21, seed=3).batch(BATCH)
    return fitted(made(), data)


def uneven():
    return fitted(made(), X, Y, batch_size=7)


def single_batches():
    model = made()
    losses = [model.train_on_batch(X[:rows], Y[:rows]) for rows in (8, 2)]
    return [losses, model.predict_on_batch(X[:8]), model.get_weights()]


def in_order(eagerly=False):
    model = made(random=False)
    model.run_eagerly = eagerly
    return fitted(model, X[:16], Y[:16], batch_size=BATCH, shuffle=False)


PROGRAMS = {
    "arrays": arrays,
    "a dataset": dataset,
    "batches that do not come out even": uneven,
    "single batches": single_batches,
    "in order": in_order,
}


def several_devices():
    """Every program on one device and on all, and what else is to be seen there."""
    warnings.simplefilter("ignore")
    found = {"one": {name: program() for name, program in PROGRAMS.items()}}
    before = made()
    with keras.distribution.DataParallel().scope():
        found["made before"] = arrays(before)
        found["all"] = {name: program() for name, program in list(PROGRAMS.items())[1:]}
        found["eagerly"] = in_order(eagerly=True)
        found["compiled"] = compiled_step(before)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            before.fit(X, Y, batch_size=2, epochs=0, verbose=0)
        found["warnings"] = [str(each.message) for each in caught]
    found["after"] = before.predict(X, batch_size=BATCH, verbose=0)
    with keras.distribution.DataParallel(devices=["cpu:1", "cpu:2"]).scope():
        found["on two others"] = before.predict(X, batch_size=BATCH, verbose=0)
        found["devices of weights"] = _devices(before)
    return found


def _devices(model):
    arrays = [variable.value.array for variable in model.weights]
    return {tuple(sorted(device.id for device in array.devices())) for array in arrays}


def compiled_step(model):
    """How weights and a chunk lie on the devices, and what these tell each other in a step."""
    from kerasish.keras.models.batches import ArrayBatches

    step = next(iter(model._stepper("train")._compiled.values()))
    _, _, data = next(ArrayBatches((X, Y, None), BATCH, False).chunks(lambda: 2, False))
    program = step._several.lower(*step._state(), data, 2).compile().as_text()
    return {
        "chunk": [array.sharding.shard_shape(array.shape) for array in data],
        "weights": {
            variable.value.array.sharding.is_fully_replicated for variable in model.weights
        },
        "messages": set(re.findall(r" (all-\w+|collective-permute)(?:-start)?\(", program)),
    }


def as_keras():
    """The same training by Keras and by kerasish, on several devices; batches come out even."""
    import keras as real

    found = {}
    for library in (real, keras):
        parallel = library.distribution.DataParallel()
        with parallel.scope():
            model = made(library, random=False)
            history, weights, _ = fitted(model, X[:16], Y[:16], batch_size=BATCH, shuffle=False)
        two = library.distribution.DataParallel(devices=["cpu:3", "cpu:1"])
        found[library.__name__] = {
            "history": history,
            "weights": weights,
            "shown": [repr(parallel), library.distribution.list_devices()],
            "count": library.distribution.get_device_count("CPU"),
            "of two": [two.num_model_replicas, two.batch_dim_name, repr(two.device_mesh.devices)],
        }
    return found


def _joined():
    keras.distribution.initialize(sys.argv[4], num_processes=2, process_id=int(sys.argv[5]))


def two_processes():
    """Programs in two processes together, and what goes wrong there."""
    _joined()
    process = int(sys.argv[5])
    found = {"drawn": tf.random.uniform([2]).numpy()}
    found["devices"] = keras.distribution.list_devices()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        made().fit(X, Y, epochs=0, verbose=0)
    found["warnings"] = [str(each.message) for each in caught]
    warnings.simplefilter("ignore")
    parallel = keras.distribution.DataParallel()
    with parallel.scope():
        found["arrays"] = arrays()
        found["a dataset"] = dataset()
        parallel.auto_shard_dataset = False
        # rows 0 to 3 of a batch of 8 are those of process 0
        own = np.arange(16).reshape(2, 2, 4)[:, process].ravel()
        model = made(random=False)
        found["in order"] = fitted(model, X[own], Y[own], batch_size=4, shuffle=False)
        found["uneven"] = _message(lambda: made().fit(X, Y, batch_size=3, verbose=0))
        parallel.auto_shard_dataset = True
        found["eager"] = _message(lambda: in_order(eagerly=True))
        other = made()
        other.layers[-1].bias.assign([0.0, 0.0, float(process)])
        found["other weights"] = _message(lambda: other.predict(X, verbose=0))
    found["initialized twice"] = _message(_joined)
    return found


def _message(program):
    try:
        program()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    results = globals()[sys.argv[1]]()
    with open(sys.argv[2], "wb") as file:
        pickle.dump(results, file)
