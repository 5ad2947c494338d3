"""The mistakes that learners make: programs, and what kerasish's messages have to say about them.

`low_level.py` and `high_level.py` have the tables and `tests/test_mistakes.py` the tests.
`PYTHONPATH=.:tests python -m mistakes --table` prints what kerasish and TensorFlow say to each,
one beside the other. For layers, models and training that is what Keras 3 says: TensorFlow 2.21
has no Keras of its own, `tf.keras` is the package `keras`, here with TensorFlow behind it.
"""

from dataclasses import dataclass

WARNING = "a warning"
NOTHING = "nothing"
MARK = "  # here"  # ends the line that the traceback has to point at


@dataclass(frozen=True)
class Mistake:
    """A program with a mistake.

    Attributes:
        name: the mistake in words.
        program: its text; `tf`, `keras` and `np` are imported.
        error: the class of the error, or `WARNING`.
        came: what the message says of what was given; a regular expression, as the two below.
        expected: what it says would be right.
        advice: what it says to try.
        tensorflow: what TensorFlow raises where that is another class, or `WARNING` or `NOTHING`.
            A class of our own is taken where theirs is an accident, such as an AttributeError
            of a list, or where they go on with data that are surely wrong.
    """

    name: str
    program: str
    error: str
    came: str
    expected: str
    advice: str
    tensorflow: str = ""

    @property
    def line(self) -> int:
        """The number of the marked line."""
        lines = self.program.splitlines()
        return next(i for i, line in enumerate(lines, 1) if line.endswith(MARK))
