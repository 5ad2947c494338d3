"""The devices that there are, and the mesh of those that compute together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import jax
import numpy as np

from kerasish.core.tracebacks import points_at_caller


@points_at_caller
def list_devices(device_type: str | None = None) -> list[str]:
    """The devices of one type, those of all joined processes, such as `["gpu:0", "gpu:1"]`.

    Args:
        device_type: "cpu", "gpu" or "tpu"; None takes the best type that there is.

    Raises:
        RuntimeError: there are none of that type.
    """
    return [f"{device.platform}:{device.id}" for device in _devices(device_type)]


@points_at_caller
def get_device_count(device_type: str | None = None) -> int:
    """How many devices of one type there are; see `list_devices`."""
    return len(_devices(device_type))


def _devices(device_type: str | None) -> list[jax.Device]:
    kind = device_type.lower() if device_type else None
    try:
        return jax.devices(kind)
    except RuntimeError:
        raise RuntimeError(
            f"There are no devices of type {device_type!r}. list_devices() without a type "
            f"shows what there is: {_shown(list_devices())}."
        ) from None


class DeviceMesh:
    """Devices in rows and columns, with a name for each axis.

    Args:
        shape: how many devices along each axis; (4,) for four that share the examples.
        axis_names: one for each axis.
        devices: names such as "cpu:0", as many as the shape has places; all by default.

    Attributes:
        devices: the names as an array of that shape.

    Raises:
        ValueError: no shape or no names, or numbers of them that do not fit.
    """

    @points_at_caller
    def __init__(self, shape: Sequence[int], axis_names: Sequence[str], devices: Any = None):
        if not shape or not axis_names:
            raise ValueError(
                f"A mesh has a shape and names of axes, but shape={shape}, "
                f'axis_names={axis_names} came. Write DeviceMesh((2,), ["batch"]).'
            )
        if len(shape) != len(axis_names):
            raise ValueError(
                "A mesh has one name for each axis, but the lengths differ: "
                f"shape={shape}, axis_names={axis_names}."
            )
        devices = np.array(list_devices() if devices is None else devices)
        if math.prod(shape) != devices.size:
            raise ValueError(
                f"A mesh of shape {shape} has {math.prod(shape)} places, but there are "
                f"{devices.size} devices: {_shown(devices)}. Change the shape, or give "
                "devices=[...]."
            )
        self.shape = shape
        self.axis_names = axis_names
        self.devices = devices.reshape(shape)

    def __repr__(self) -> str:
        return f"<DeviceMesh shape={self.shape}, axis_names={self.axis_names}>"


def jax_mesh(mesh: DeviceMesh) -> jax.sharding.Mesh:
    """The mesh as JAX's.

    Raises:
        ValueError: a name of a device that there is not.
    """
    found = [_device(str(name)) for name in mesh.devices.flat]
    return jax.sharding.Mesh(np.array(found).reshape(mesh.devices.shape), mesh.axis_names)


def _device(name: str) -> jax.Device:
    """The device of a name; "cpu" is "cpu:0"."""
    kind, _, number = name.partition(":")
    try:
        there = jax.devices(kind)
    except RuntimeError:
        there = []
    for device in there:
        if str(device.id) == (number or "0"):
            return device
    raise ValueError(
        f"Device not found: {name}. There are {_shown(list_devices())}; take names from "
        "keras.distribution.list_devices(). To try several on one processor, set the environment "
        "variable XLA_FLAGS=--xla_force_host_platform_device_count=4 before Python starts."
    )


def _shown(names: Sequence[str]) -> str:
    return ", ".join(map(str, np.ravel(names)))
