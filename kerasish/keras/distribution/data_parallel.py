"""Several devices share the examples of a batch, and each holds all weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import jax
import numpy as np
from jax.sharding import NamedSharding, PartitionSpec

from kerasish.core.tracebacks import points_at_caller, warn
from kerasish.core.variable import Variable
from kerasish.keras.distribution.mesh import DeviceMesh, jax_mesh, list_devices

BATCH = "batch"  # the name of the axis along which examples are shared out


class DataParallel:
    """Training in which every device computes on its part of each batch.

    Weights, what the optimizer keeps and metrics are copied to every device. Losses, metrics and
    weights are those of one device: XLA adds up what the devices found, once in a step.

    A batch whose rows do not come out even is computed whole on every device: the result is the
    same, and no time is saved.

    Where several processes were joined with `initialize`, all run the same program. By default
    each is given all data and takes its rows of every batch; draw the same random numbers in each.
    With `auto_shard_dataset=False` each is given its own part, and a batch is what the processes
    give, one after the other: `batch_size` counts the rows of one process. `predict` gives each
    process the outputs for all rows.

    Args:
        device_mesh: the devices; examples are shared out along its first axis.
        devices: their names, in place of a mesh; all by default.
        auto_shard_dataset: whether each process is given all data.

    Raises:
        ValueError: a mesh that is no DeviceMesh, or a device that there is not.
    """

    @points_at_caller
    def __init__(
        self,
        device_mesh: DeviceMesh | None = None,
        devices: Any = None,
        auto_shard_dataset: bool = True,
    ):
        if device_mesh is None:
            names = np.atleast_1d(
                list_devices() if devices is None or len(devices) == 0 else devices
            )
            device_mesh = DeviceMesh(names.shape, [BATCH], names)
        elif not isinstance(device_mesh, DeviceMesh):
            raise ValueError(
                "`device_mesh` is a keras.distribution.DeviceMesh, but "
                f"{device_mesh!r} came. Names of devices go into DataParallel(devices=[...])."
            )
        if device_mesh.devices.ndim != 1:
            warn(
                f"The mesh has {device_mesh.devices.ndim} axes, and examples are shared out along "
                f"the first alone: {device_mesh.shape[0]} parts for {device_mesh.devices.size} "
                "devices."
            )
        self.device_mesh = device_mesh
        self.batch_dim_name = device_mesh.axis_names[0]
        self.auto_shard_dataset = auto_shard_dataset
        self.num_processes = jax.process_count()
        mesh = jax_mesh(device_mesh)
        self._parts = mesh.devices.shape[0]
        self._whole = NamedSharding(mesh, PartitionSpec())
        self._rows = [
            NamedSharding(mesh, PartitionSpec(*[None] * axis, self.batch_dim_name))
            for axis in range(2)
        ]

    @property
    def num_model_replicas(self) -> int:
        """How many devices hold the weights."""
        return self.device_mesh.devices.size

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Within this block models are trained, evaluated and asked in this way."""
        outer = distribution()
        set_distribution(self)
        try:
            yield
        finally:
            set_distribution(outer)

    def __repr__(self) -> str:
        return f"<DataParallel device_mesh={self.device_mesh}>"

    # -- where arrays lie ------------------------------------------------------------------

    def spread(self, array: np.ndarray | jax.Array, axis: int) -> jax.Array:
        """An array of examples, each device holding its rows; whole on all if they are uneven.

        Args:
            array: what this process was given.
            axis: along which the examples of a batch follow each other.

        Raises:
            ValueError: uneven rows of a process that was given its own part of the data.
        """
        if self.num_processes > 1:
            array = np.asarray(array)  # of which JAX takes what the devices of this process need
            if not self.auto_shard_dataset:
                return self._joined(array, axis)
        is_even = array.ndim > axis and array.shape[axis] % self._parts == 0
        sharding = self._rows[axis] if is_even else self._whole
        if self.num_processes == 1:
            return jax.device_put(array, sharding)
        return jax.make_array_from_callback(array.shape, sharding, lambda part: array[part])

    def _joined(self, array: np.ndarray, axis: int) -> jax.Array:
        """The rows of all processes, one after the other."""
        parts = self._parts // self.num_processes
        if array.shape[axis] % parts:
            raise ValueError(
                f"With auto_shard_dataset=False the {parts} devices of a process share its rows "
                f"evenly, but a batch of {array.shape[axis]} rows came. Give a batch_size and a "
                f"number of rows that are multiples of {parts}, or dataset.batch(n, "
                "drop_remainder=True)."
            )
        return jax.make_array_from_process_local_data(self._rows[axis], array)

    def copy(self, variable: Variable) -> jax.Array:
        """The value of a variable on every device, where it stays.

        Raises:
            ValueError: it differs between processes.
        """
        array = variable._tensor.array
        if array.sharding != self._whole:
            try:
                array = jax.device_put(array, self._whole)
            except AssertionError:
                raise ValueError(
                    f"Variable '{variable.name}' has another value in another process, so the "
                    "processes would not train one model. Run the same program in each: call "
                    "tf.random.set_seed(0) before the model is made, or load the same weights."
                ) from None
            variable.set_array(array)
        return array

    def compile(self, step: Callable) -> Callable:
        """`jax.jit` of a function to (results, state); the state is whole on every device."""
        # a process can read of an array what lies on its own devices
        results = None if self.num_processes == 1 else self._whole
        return jax.jit(step, out_shardings=(results, self._whole))

    def check_batch_size(self, batch_size: int) -> None:
        """Warn if the devices cannot share a batch."""
        if self.auto_shard_dataset and batch_size % self._parts:
            warn(
                f"A batch of {batch_size} examples cannot be shared out evenly over "
                f"{self._parts} devices, so each of them computes the whole batch: the result is "
                f"right, but no time is saved. Take a multiple of {self._parts}, such as "
                f"batch_size={-(-batch_size // self._parts) * self._parts}."
            )


_current: DataParallel | None = None


def distribution() -> DataParallel | None:
    """How models are distributed at present; None where one device computes."""
    return _current


@points_at_caller
def set_distribution(value: DataParallel | None) -> None:
    """Distribute all models from here on. Models made before are distributed, too.

    Args:
        value: None goes back to one device.

    Raises:
        ValueError: something else.
    """
    global _current
    if value is not None and not isinstance(value, DataParallel):
        raise ValueError(
            f"A distribution is a keras.distribution.DataParallel, or None, but {value!r} came. "
            "Write set_distribution(keras.distribution.DataParallel())."
        )
    _current = value


def spread(array: np.ndarray | jax.Array, axis: int = 0) -> jax.Array:
    """An array of examples where the present distribution wants it; see `DataParallel.spread`."""
    if _current is None:
        return jax.device_put(array)  # jnp.asarray would compile a copy for each shape
    return _current.spread(array, axis)


def check_batch_size(batch_size: int | None) -> None:
    """Warn if training will not use the devices: they cannot share a batch, or nobody said so."""
    if _current is not None:
        if batch_size is not None:
            _current.check_batch_size(batch_size)
    elif jax.process_count() > 1:
        warn(
            f"{jax.process_count()} processes were joined, but no distribution is set, so each "
            "trains a model of its own. Call keras.distribution.set_distribution("
            "keras.distribution.DataParallel()) first."
        )
