"""A Korean assignment is the English one in other words: it asks, runs and pays the same."""

import ast
import re

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from notebooks import bilingual
from project.checkout import ROOT, tracked

SOLUTIONS = {p.relative_to(ROOT / "solutions").parts: p for p in tracked("solutions/**/*.ipynb")}
ENGLISH = {parts[0]: path for parts, path in SOLUTIONS.items() if parts[0] != "ko"}
KOREAN = {parts[1]: path for parts, path in SOLUTIONS.items() if parts[0] == "ko"}

# Words that students look for in the notebook are translated in code style too.
IN_KOREAN = {"# Graded": "# 채점"}
ENGLISH_MESSAGE = re.compile(r"Observed:|Expected:|Read again|Not yet")
ENGLISH_WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")


@pytest.fixture(params=sorted(KOREAN.keys() & ENGLISH.keys()))
def assignment(request):
    """The instructor's notebook in English and in Korean."""
    return bilingual.read(ENGLISH[request.param]), bilingual.read(KOREAN[request.param])


def seen_from_korean(address):
    """Where a link of solutions/NAME leads when it is followed from solutions/ko/NAME."""
    address = address.replace("../../notebooks/", "../../notebooks/ko/", 1)
    return f"../{address}" if address.startswith("../") else address


def python(source):
    return TransformerManager().transform_cell(source)


class Code(ast.NodeTransformer):
    """A cell's code with empty strings, and apart from it the texts of its strings, in order.

    The expressions of an f-string are sorted, since the words have another order in Korean.
    """

    def __init__(self, tree):
        self.texts = []
        self.tree = ast.dump(self.visit(tree))

    def visit_Constant(self, node):
        if not isinstance(node.value, str):
            return node
        self.texts.append(node.value)
        return ast.Constant("")

    def visit_JoinedStr(self, node):
        words = [part.value for part in node.values if isinstance(part, ast.Constant)]
        self.texts.append("".join(words))
        parts = [Code(part) for part in node.values if isinstance(part, ast.FormattedValue)]
        for part in sorted(parts, key=lambda part: (part.tree, part.texts)):
            self.texts += part.texts
        return ast.Tuple([ast.Constant(tree) for tree in sorted(part.tree for part in parts)])


def code(assignment):
    """The code of each code cell, in English and in Korean."""
    for name, *sources in bilingual.cells(assignment, "code"):
        yield name, *(Code(ast.parse(python(source))) for source in sources)


def markers(source):
    """The markers of answers and hidden tests, each with the number of statements above it."""
    to_python = python(source)
    first_lines = [n.lineno for n in ast.walk(ast.parse(to_python)) if isinstance(n, ast.stmt)]
    return [
        (line.strip(), sum(first < number for first in first_lines))
        for number, line in enumerate(to_python.splitlines(), 1)
        if line.strip().startswith(("### BEGIN ", "### END "))
    ]


def messages(source):
    """The texts of what was observed and expected, in each `expect` of a cell."""
    for node in ast.walk(ast.parse(python(source))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "expect":
            for argument in node.args[1:3]:
                texts = Code(argument).texts
                yield re.sub(r"`[^`]*`", "", " ".join(texts))


def test_every_assignment_is_there_in_korean():
    assert KOREAN.keys() == ENGLISH.keys()


def test_cells_and_metadata_are_the_same(assignment):
    english, korean = map(bilingual.frame, assignment)
    assert korean == english


def test_the_code_is_the_same_but_for_its_texts(assignment):
    different = [name for name, english, korean in code(assignment) if korean.tree != english.tree]
    assert different == []


def test_texts_in_the_code_are_the_same_or_korean(assignment):
    left = {}
    for name, english, korean in code(assignment):
        pairs = zip(english.texts, korean.texts, strict=True)
        changed = [new for old, new in pairs if new != old and not bilingual.HANGUL.search(new)]
        left |= {name: changed} if changed else {}
    assert left == {}


def test_answers_and_hidden_tests_begin_and_end_at_the_same_places(assignment):
    for name, english, korean in bilingual.cells(assignment, "code"):
        assert markers(korean) == markers(english), name


def test_the_tests_speak_korean(assignment):
    for name, _, korean in bilingual.cells(assignment, "code"):
        assert ENGLISH_MESSAGE.findall(korean) == [], name
        english = [text for text in messages(korean) if ENGLISH_WORDS.search(text)]
        assert [text for text in english if not bilingual.HANGUL.search(text)] == [], name


def test_the_prose_is_korean(assignment):
    assert bilingual.not_korean(assignment) == []


def test_pictures_hidden_answers_and_headings_are_the_same(assignment):
    for what in (bilingual.pictures, bilingual.folds, bilingual.headings):
        assert bilingual.differing(assignment, what) == {}


def test_links_lead_to_the_same_places_and_to_files(assignment, request):
    assert bilingual.links_elsewhere(assignment, seen_from_korean) == {}
    folder = KOREAN[request.node.callspec.params["assignment"]].parent
    for name, _, korean in bilingual.cells(assignment, "markdown"):
        local = [a.partition("#")[0] for a in bilingual.LINK.findall(korean) if "://" not in a]
        assert [address for address in local if not (folder / address).exists()] == [], name


def test_names_and_formulas_in_the_prose_are_the_same(assignment):
    def names(source):
        return {IN_KOREAN.get(name, name) for name in bilingual.names(source)}

    assert bilingual.differing(assignment, names) == {}
    assert bilingual.differing(assignment, bilingual.formulas) == {}


def test_bold_and_italics_show_as_such(assignment):
    assert bilingual.marks_left(assignment) == {}
