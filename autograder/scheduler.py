"""The scheduler of a Dask cluster: how to come by it, and what is said where that fails."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from distributed import Client

_START = "Start some: `python -m dask worker {} --nthreads 1`, where the checkout is"


class ClusterError(RuntimeError):
    """The workers cannot be reached, or cannot do their work."""


class SchedulerError(ClusterError):
    """A scheduler does not answer, or has no workers.

    Args:
        said: What was found.
        advice: What to do.
    """

    def __init__(self, said: str, advice: str) -> None:
        super().__init__(f"The scheduler: {said}. {advice}")
        self.said, self.advice = said, advice

    @classmethod
    def silent(cls, address: str, error: Exception) -> "SchedulerError":
        """None answers at the address."""
        return cls(
            f"none answers at {address}: {str(error) or 'it says nothing'}",
            "Start one with `dask scheduler`, or with what deploys your cluster; its address is "
            "such as tcp://192.0.2.1:8786. A firewall may keep this machine from it.",
        )

    @classmethod
    def idle(cls, address: str) -> "SchedulerError":
        """It has no workers."""
        return cls(
            f"{address} answers and has no workers",
            f"{_START.format(address)}.",
        )

    @classmethod
    def deserted(cls, address: str) -> "SchedulerError":
        """Its last worker has gone while submissions were run."""
        return cls(
            f"{address} answers, but its workers have gone",
            f"What has been graded is kept. {_START.format(address)}, and run the command again.",
        )


@asynccontextmanager
async def reached(address: str, patience: float) -> AsyncIterator[Client]:
    """A client of a scheduler that answers.

    Dask waits without end for what takes a connection and then says nothing; this does not.

    Args:
        address: The scheduler's.
        patience: How many seconds it has.

    Raises:
        SchedulerError: None answers there.
    """
    client = Client(address, asynchronous=True, set_as_default=False, timeout=patience)
    try:
        try:
            async with asyncio.timeout(patience + 1):
                await client
        except (OSError, ValueError) as error:  # TimeoutError is an OSError
            raise SchedulerError.silent(address, error) from error
        yield client
    finally:
        await client.close()
