"""Where data sets come from: a download that is kept, checked by its checksum."""

from __future__ import annotations

import os
from pathlib import Path

SECONDS_TO_CONNECT, SECONDS_TO_READ = 3, 20

_failed: dict[str, str] = {}  # what could not be downloaded in this process, and why


class Unavailable(Exception):
    """A file could not be had; the text says why."""


def folder() -> Path:
    """Where downloads are kept: $KERASISH_HOME, or the user's cache."""
    import pooch  # here, as it loads requests: a tenth of a second that only a download needs

    home = os.environ.get("KERASISH_HOME")
    return Path(home) if home else Path(pooch.os_cache("kerasish"))


def get_file(fname: str, origin: str, file_hash: str) -> str:
    """The path of a file, downloaded unless it is kept already.

    Args:
        fname: its name in the cache.
        origin: its address.
        file_hash: its SHA-256 checksum.

    Raises:
        Unavailable: no network, or what came has another checksum. It is not tried again in this
            process.
    """
    import pooch

    target = folder() / "datasets" / fname
    if target.is_file() and pooch.file_hash(str(target)) == file_hash:
        return str(target)
    if origin in _failed:
        raise Unavailable(_failed[origin])
    downloader = pooch.HTTPDownloader(timeout=(SECONDS_TO_CONNECT, SECONDS_TO_READ))
    print(f"Downloading data from {origin}")
    try:
        pooch.get_logger().disabled = True
        return pooch.retrieve(
            origin, f"sha256:{file_hash}", target.name, target.parent, downloader=downloader
        )
    except ValueError:
        _failed[origin] = f"the file from {origin} is damaged: its SHA-256 is not {file_hash}"
    except OSError as error:  # requests' errors are OSErrors
        _failed[origin] = f"{origin} cannot be reached ({type(error).__name__})"
    raise Unavailable(_failed[origin])
