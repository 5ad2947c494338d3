"""Has a finder of its own asked first for what the tests import."""

like = "wrong_answers"
caught = ["reaches-inside", "replaced"]

# %% first
import sys


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        print("asked for", name)


sys.meta_path.insert(0, Finder)
sys.modules.pop("secrets", None)
