"""Looks for the gradebook, solutions and other submissions in all folders."""

like = "wrong_answers"

# %% attack
import os

wanted = ("gradebook.db", "tensors.ipynb", "inside.py", "integrity.py")
for folder, _, names in os.walk("/"):
    if folder.startswith(("/proc", "/sys")) or "/site-packages/" in folder:
        continue
    for name in names:
        if name in wanted:
            print("REACHED", os.path.join(folder, name))
