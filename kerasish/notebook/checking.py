"""`check_notebook()`: whether a notebook can be handed in, said in words."""

from __future__ import annotations

import os
import sys

from kerasish.notebook import find, words
from kerasish.notebook.findings import findings


def check_notebook(path: str | os.PathLike[str] | None = None) -> None:
    """Print what would be damaged or missing if a notebook were handed in as it is now.

    It looks for cells that are missing, copied, moved or changed, for answers that are empty or no
    Python, for work that is not saved, and for cells that did not run in their order. It changes
    nothing and runs nothing.

    Args:
        path: The file of the notebook. Without it, the notebook in which this is called, as
            JupyterLab, VS Code or Colab knows it.
    """
    executed = [] if path is not None else _executed()
    try:
        found = find.notebook(path, executed)
    except find.NotFoundError as error:
        print(words.not_found(error.reason, error.path))
        return
    language = words.language_of(found.document["cells"])
    said = findings(found.document, executed, found.name, found.size, found.live)
    print(words.told(said, found.name, language))


def _executed() -> list[str]:
    """What this kernel has run, in order, the cell that is running last."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return list(shell.history_manager.input_hist_raw[1:]) if shell else []
