"""Where one can compute: the devices that JAX has found."""

from __future__ import annotations

from typing import NamedTuple

import jax


class PhysicalDevice(NamedTuple):
    """A processor, or a graphics card."""

    name: str
    device_type: str


def list_physical_devices(device_type: str | None = None) -> list[PhysicalDevice]:
    """The devices here, all or those of one type: "CPU", "GPU", "TPU"."""
    platforms = {d.platform: None for d in (*jax.devices(), *jax.devices("cpu"))}
    kinds = [kind for kind in sorted(platforms) if device_type in (None, kind.upper())]
    return [
        PhysicalDevice(f"/physical_device:{kind.upper()}:{number}", kind.upper())
        for kind in kinds
        for number in range(len(jax.devices(kind)))
    ]
