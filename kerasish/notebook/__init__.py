"""What a student asks about an exercise before handing it in: `check_notebook()`."""

from kerasish.notebook.checking import check_notebook

__all__ = ["check_notebook"]
