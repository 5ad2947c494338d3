"""Processes that compute together, on one machine or on several."""

from __future__ import annotations

import os

import jax
import numpy as np
from jax.experimental import multihost_utils

from kerasish.core.random import set_seed
from kerasish.core.tracebacks import points_at_caller

_VARIABLES = "KERAS_DISTRIBUTION_"


@points_at_caller
def initialize(
    job_addresses: str | None = None,
    num_processes: int | None = None,
    process_id: int | None = None,
) -> None:
    """Join this process with others; to be called first of all, in each of them.

    It waits for all to come. From then on `list_devices` shows the devices of all, and the default
    generator draws the same random numbers in each.

    What is not given is read from the environment variables KERAS_DISTRIBUTION_JOB_ADDRESSES,
    KERAS_DISTRIBUTION_NUM_PROCESSES and KERAS_DISTRIBUTION_PROCESS_ID; on a cluster that JAX
    knows, such as Slurm, nothing is needed.

    Args:
        job_addresses: host and port of process 0, such as "10.0.0.1:1234", or those of all
            processes with commas between.
        num_processes: how many there are.
        process_id: which this is, from 0.

    Raises:
        ValueError: addresses or numbers that do not fit together or are missing.
        RuntimeError: something was computed before, or the processes were joined already.
    """
    job_addresses = job_addresses or os.environ.get(f"{_VARIABLES}JOB_ADDRESSES")
    num_processes = _number(num_processes, "NUM_PROCESSES")
    process_id = _number(process_id, "PROCESS_ID")
    addresses = job_addresses.split(",") if job_addresses else [None]
    if num_processes is not None and len(addresses) not in (1, num_processes):
        raise ValueError(
            f"`job_addresses` has {len(addresses)} addresses, but num_processes is "
            f"{num_processes}. Give the address of process 0 alone, or one for each process."
        )
    if None not in (num_processes, process_id) and not 0 <= process_id < num_processes:
        raise ValueError(
            f"`process_id` counts the processes from 0 to {num_processes - 1}, since "
            f"num_processes is {num_processes}, but {process_id} came."
        )
    try:
        jax.distributed.initialize(addresses[0], num_processes, process_id)
    except (ValueError, RuntimeError) as error:
        raise type(error)(
            f"The processes could not be joined: {error} Call keras.distribution.initialize("
            '"10.0.0.1:1234", num_processes=2, process_id=0) once, before any tensor is made; '
            "the address is that of process 0, the same in all processes."
        ) from None
    own = np.frombuffer(os.urandom(4), np.uint32)
    set_seed(int(multihost_utils.broadcast_one_to_all(own)[0]))


def _number(given: int | None, name: str) -> int | None:
    found = os.environ.get(_VARIABLES + name)
    return int(found) if given is None and found is not None else given
