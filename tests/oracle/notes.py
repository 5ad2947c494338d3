"""Where the programs of the five source notes are: line numbers, not text.

The notes lie beside the checkout and are not part of it, so this file says which lines are code
and, in words of its own, what a reader has to add for a snippet to run (an import, data for a
name that a note leaves open). A note is run as a notebook, cell after cell in one namespace. A
snippet that fails as written (a misspelt argument, a name never defined) stays, since it has to
fail in both libraries alike; a repaired copy follows it.
"""

import hashlib
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "shared" / "source"

# How the numbers of a cell compare. EXACT: to the letter. ROUNDED: sums of many terms or many
# steps, whose last digits differ with the order of the sums. SHUFFLED: trained by `fit`, which
# draws its batches from the library's own generator, so within a margin.
EXACT, ROUNDED, SHUFFLED = "exact", "rounded", "shuffled"


@dataclass(frozen=True)
class Lines:
    """The lines from `first` to `last` of the note, with some words replaced."""

    first: int
    last: int
    replace: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell: pieces of the note and of context, and how its numbers compare."""

    pieces: tuple[Lines | str, ...]
    numbers: str = EXACT


@dataclass(frozen=True)
class Note:
    """A note's file and its cells, in the order they run."""

    file: str
    sha256: str
    cells: tuple[Cell, ...]

    def lines(self) -> list[str]:
        """The note's lines, checked to be those that the line numbers were taken from."""
        data = (FOLDER / self.file).read_bytes()
        found = hashlib.sha256(data).hexdigest()
        if found != self.sha256:
            raise ValueError(f"{self.file} has changed (sha256 {found}): renew its line numbers")
        return data.decode().split("\n")

    def sources(self) -> list[str]:
        """The program text of each cell."""
        lines = self.lines()
        return [
            "\n".join(piece if isinstance(piece, str) else _cut(lines, piece) for piece in each)
            for each in (cell.pieces for cell in self.cells)
        ]

    def covered(self) -> Iterator[int]:
        """The numbers of the lines that some cell runs."""
        for cell in self.cells:
            for piece in cell.pieces:
                if isinstance(piece, Lines):
                    yield from range(piece.first, piece.last + 1)


def _cut(lines: list[str], piece: Lines) -> str:
    text = textwrap.dedent("\n".join(lines[piece.first - 1 : piece.last]))
    for old, new in piece.replace:
        if old not in text:
            raise ValueError(f"lines {piece.first} to {piece.last} do not hold {old!r}")
        text = text.replace(old, new)
    return text


def _cell(*pieces: Lines | str | tuple[int, int], numbers: str = EXACT) -> Cell:
    return Cell(
        tuple(Lines(*each) if isinstance(each, tuple) else each for each in pieces), numbers
    )


_IMPORTS = "import numpy as np\nimport tensorflow as tf"
_CLOUDS = """\
inputs = np.vstack((negative_samples, positive_samples)).astype("float32")
targets = np.repeat(np.float32([[0], [1]]), num_samples_per_class, axis=0)
"""
_SQUARE_LOSS = """\
def square_loss(targets, predictions):
    return tf.reduce_mean(tf.square(predictions - targets))
"""
_CALLED_BY_HAND = """\
class ByHand(SimpleDense):
    pass

ByHand.__call__ = __call__
by_hand = ByHand(units=2)
result = by_hand(tf.ones((2, 3)))
print(result, by_hand.built)
"""

NOTES = (
    Note(
        "000_ff66ca6e1ea5d709.txt",
        "e414b544ac8b544f7ec77119abff36125c57b46f5a5fa3afba2ce43ec439e40a",
        (
            _cell((12, 14)),
            _cell((21, 21), (22, 22)),
            _cell((27, 29)),
            _cell((34, 35)),
            _cell((44, 44)),
            _cell((57, 62)),
            _cell((68, 71)),
            _cell((75, 80)),
            _cell((86, 94)),
            _cell((98, 101)),
            _cell((105, 106)),
            _cell(_CLOUDS, _SQUARE_LOSS),
            _cell((110, 119)),
            _cell(
                "for step in range(10):",
                "    print(training_step(inputs, targets))",
                numbers=ROUNDED,
            ),
            _cell((126, 146)),
            _cell((149, 152)),
            _cell("output_tensor", numbers=ROUNDED),
            _cell((156, 157)),
            _cell("layer(tf.ones((2, 3)))", numbers=ROUNDED),
            _cell((159, 164)),
            _cell("model(tf.ones((2, 3)))", numbers=ROUNDED),
            _cell((168, 171)),
            _cell((175, 180), numbers=SHUFFLED),
            _cell((183, 183), numbers=SHUFFLED),
        ),
    ),
    Note(
        "001_a59102b1111bd756.txt",
        "142ee116f09a5bd8d00d7139cb3736821781995fbeca9acf9c48afba51c7565f",
        (
            _cell(_IMPORTS),
            _cell((80, 80)),
            _cell((81, 81)),
            _cell((82, 82)),
            _cell((83, 83)),
            _cell((88, 92)),
            _cell((98, 105)),
            _cell((115, 118)),
            _cell(
                Lines(115, 118, (("initial_Value", "initial_value"), ("input_var", "var"))),
            ),
            _cell((126, 131)),
            _cell((139, 167)),
            _cell((175, 213), numbers=ROUNDED),
            _cell((236, 254)),
            _cell((259, 262)),
            # Keras' `__call__` is replaced by the one that the note shows.
            _cell((273, 277), _CALLED_BY_HAND),
            # The note's `call` forgets to return.
            _cell((236, 254), "\t\treturn y"),
            _cell((259, 262)),
            _cell((273, 277), _CALLED_BY_HAND),
            _cell((303, 306)),
            _cell((347, 350), numbers=SHUFFLED),
            _cell("history.history", numbers=SHUFFLED),
            _cell((359, 372), numbers=SHUFFLED),
            _cell(
                Lines(359, 367, (("val_targetss", "val_targets"),)),
                "training_inputs = shuffled_inputs[num_validation_samples:]",
                "training_targets = shuffled_targets[num_validation_samples:]",
            ),
            _cell((371, 372), numbers=SHUFFLED),
            _cell((377, 377), numbers=SHUFFLED),
            _cell("new_inputs = val_inputs[:200]", (382, 383), numbers=SHUFFLED),
            _cell((385, 386), numbers=SHUFFLED),
        ),
    ),
    Note(
        "002_ec1b3e96ae2eb8c4.txt",
        "b494920ec396c66b17cbfa279ad321c97b6c092c1fe3ed9115ac60c9c9dc35aa",
        (
            _cell((79, 83)),
            _cell((89, 94)),
            _cell("(x_train, y_train), (x_test, y_test) = mnist.load_data()"),
            _cell((92, 94)),
            _cell((102, 115)),
            _cell("model.summary()"),
            _cell((121, 134)),
            _cell((170, 172)),
            _cell((178, 180), numbers=SHUFFLED),
            _cell((196, 196), numbers=SHUFFLED),
        ),
    ),
    Note(
        "003_8ca738efd32fbc0e.txt",
        "2216573dd0f9c4a34ac2f7b698491f97386c901bd37fd7fa21547f2eca5d5dbe",
        (_cell((59, 114), numbers=ROUNDED),),
    ),
    Note(
        "004_236f2d0ee2f2f340.txt",
        "59052db5c4602ca66eff5621d8d8b572ad01c48e1a282f87d46eb04aea190850",
        (
            _cell((11, 19)),
            _cell((29, 32)),
            _cell((37, 38), numbers=SHUFFLED),
            _cell((52, 52), numbers=SHUFFLED),
            _cell((89, 92)),
            _cell((100, 103)),
            _cell("compute(a, b, c)"),
            _cell((110, 114)),
            _cell("compute(a, b, c)"),
            _cell((131, 133)),
            _cell((136, 144)),
            _cell((162, 171)),
            _cell((197, 198)),
            _cell((226, 227)),
            _cell((233, 234)),
            _cell((240, 241)),
        ),
    ),
)
