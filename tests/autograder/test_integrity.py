"""Whether a test was tampered with is told from what comes back, whatever comes back."""

import copy

import pytest
from nbconvert.filters import strip_ansi
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder import integrity, reach
from autograder.execute import ExecuteSubmission
from autograder.inside.marks import ANSWER

SECRET = b"a secret of this test"
HELPERS = """
def expect(condition, observed, expected, section):
    if not condition:
        raise AssertionError(observed)
"""
FIRST = "for x in (3, 4):\n    expect(double(x) == x + x, double(x), x + x, '1')"
SECOND = "expect(half(4) == 2, half(4), 2, '2')\n2.5"  # nbgrader reads the value as partial credit
ANSWERS = "def double(x):\n    return 2 * x\n\n\ndef half(x):\n    return x"


def locked(source, name, points=0):
    fields = {"grade_id": name, "grade": True, "locked": True, "solution": False, "points": points}
    return new_code_cell(source, metadata={"nbgrader": fields | {"schema_version": 3}})


def notebook(answers=ANSWERS, *more):
    return new_notebook(
        cells=[
            locked(HELPERS, "helpers"),
            new_markdown_cell("Write two functions."),
            new_code_cell(answers),
            *map(new_code_cell, more),
            locked(FIRST, "first", points=2),
            new_code_cell("print(In[-2][:9], len(In))\nIn[1]"),
            locked(SECOND, "second", points=2),
        ]
    )


def ran(original, folder):
    """The notebook with probes, after it was run."""
    prepared = integrity.prepare(original, SECRET)
    ExecuteSubmission().preprocess(prepared, {"metadata": {"path": str(folder)}})
    return prepared


@pytest.fixture(scope="module")
def honest(sandboxed, tmp_path_factory):
    return ran(notebook(), tmp_path_factory.mktemp("honest"))


def cell_of(run, name):
    return next(
        cell for cell in run.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name
    )


def kinds(run):
    return [(finding.cell, finding.kind) for finding in integrity.judge(run, SECRET)[1]]


def test_preparing_leaves_the_notebook_as_it_was():
    original = notebook()
    before = copy.deepcopy(original)
    integrity.prepare(original, SECRET)
    assert original == before


def test_nothing_of_the_probes_is_left(honest, tmp_path):
    outputs, _ = integrity.judge(honest, SECRET)
    plain = notebook()
    ExecuteSubmission().preprocess(plain, {"metadata": {"path": str(tmp_path)}})
    shown = [
        [{key: value for key, value in output.items() if key != "traceback"} for output in cell]
        for cell in outputs
    ]
    assert shown == [
        [
            {key: value for key, value in output.items() if key != "traceback"}
            for output in cell.get("outputs", [])
        ]
        for cell in plain.cells
    ]
    assert ["half(4)" in strip_ansi("".join(o.get("traceback", []))) for o in outputs[-1]] == [True]


def test_an_honest_submission_is_not_suspected(honest):
    # Its use of IPython's history is seen, because this test asks for it.
    assert {kind for _, kind in kinds(honest)} == {"reaches-inside"}


def test_a_tag_keeps_cells_from_being_run_but_no_test_and_no_answer(tmp_path):
    original = notebook()
    answer = original.cells[2]
    answer.metadata = {"nbgrader": locked("", "double").metadata.nbgrader | {"solution": True}}
    for cell in original.cells:
        cell.metadata.tags = [integrity.SKIP]
    run = ran(original, tmp_path)
    outputs, _ = integrity.judge(run, SECRET)
    assert integrity.skipped(original) == {1, 4}  # text, and what prints
    assert outputs[4] == []
    assert ("first", "unproven") not in kinds(run)
    assert ["half(4)" in strip_ansi("".join(o.get("traceback", []))) for o in outputs[-1]] == [True]


def without_answers(outputs):
    return [output for output in outputs if ANSWER not in output.get("data", {})]


def test_a_test_without_an_error_has_to_show_that_it_ended(honest):
    run = copy.deepcopy(honest)
    cell = cell_of(run, "first")
    cell.outputs = without_answers(cell.outputs)
    assert ("first", "unproven") in kinds(run)


@pytest.mark.parametrize(
    ("name", "values", "suspected"),
    [
        ("first", ["2"], True),  # its last statement is no expression
        ("second", ["1.5"], False),
        ("second", ["2.5"], True),
        ("second", ["-1"], True),  # nbgrader gives full marks for it
        ("second", ["nan"], True),
        ("second", ["2", "0"], True),
        ("second", ["'a text'"], False),
    ],
)
def test_a_value_counts_as_points_only_if_the_test_gave_it(honest, name, values, suspected):
    run = copy.deepcopy(honest)
    cell = cell_of(run, name)
    given = [new_output("execute_result", {"text/plain": value}) for value in values]
    cell.outputs = [o for o in cell.outputs if o.output_type != "error"] + given
    assert ((name, "value-forged") in kinds(run)) is suspected
    left = [o for cell in integrity.judge(run, SECRET)[0] for o in cell if o in given]
    assert left == ([] if suspected else given)


def test_no_value_comes_beside_an_error(honest):
    run = copy.deepcopy(honest)
    value = new_output("execute_result", {"text/plain": "1.5"})
    cell_of(run, "second").outputs.insert(0, value)
    assert ("second", "value-forged") in kinds(run)


def test_an_error_taken_away_is_missed(honest):
    run = copy.deepcopy(honest)
    cell = cell_of(run, "second")
    cell.outputs = [output for output in cell.outputs if output.output_type != "error"]
    assert ("second", "unproven") in kinds(run)


def test_an_answer_counts_once_and_in_its_cell(honest):
    run = copy.deepcopy(honest)
    cell_of(run, "second").outputs = cell_of(run, "first").outputs
    assert ("second", "unproven") in kinds(run)


def test_an_answer_with_another_word_is_none(honest):
    run = copy.deepcopy(honest)
    for output in cell_of(run, "first").outputs:
        output.data[ANSWER] = output.data[ANSWER].replace("end", "END")
    assert ("first", "unproven") in kinds(run)


def test_a_cell_that_has_to_fail_has_to_show_the_secret(honest):
    run = copy.deepcopy(honest)
    probe = next(cell for cell in run.cells if "MustFail" in cell.source)
    probe.outputs[0].evalue = "something else"
    assert ("", "failure-hidden") in kinds(run)
    probe.outputs = []
    assert ("", "failure-hidden") in kinds(run)


def test_a_kernel_that_ended_is_no_sign_of_tampering(sandboxed, tmp_path):
    run = ran(notebook(ANSWERS, "import os\nos._exit(0)"), tmp_path)
    assert {kind for _, kind in kinds(run)} <= {"reaches-inside"}


@pytest.mark.parametrize(
    "more",
    [
        "from numpy import *\nfrom math import *",
        "from IPython.display import clear_output\n\n\ndef double(x):\n    clear_output()\n"
        "    return 2 * x",
        "from __future__ import annotations",
        "import sys, io\nsys.stdout = io.StringIO()",
        "sum = max = 3\nlist_of_numbers = [1, 2]",
        "%time x = 1\n%matplotlib inline\n!true",
        "%%time\nx = 2",
        "import numpy as np\nnp.set_printoptions(precision=3)\nnp.random.seed(1)",
        "def equal(a, b):\n    return a == b\n\n\ndef isclose(a, b):\n    return True",
    ],
)
def test_habits_of_honest_students_are_no_signs(sandboxed, tmp_path, more):
    run = ran(notebook(ANSWERS, more), tmp_path)
    found = integrity.judge(run, SECRET)[1]
    assert [f for f in found if "In[" not in f.evidence] == []


def test_what_the_tests_rely_on_is_named(sandboxed, tmp_path):
    run = ran(notebook(ANSWERS, "expect = print"), tmp_path)
    _, found = integrity.judge(run, SECRET)
    evidence = {f.cell: f.evidence for f in found if f.kind == "replaced"}
    assert evidence.keys() == {"first", "second"}
    assert evidence["first"] == "`expect` is the built-in function `print` now"


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("import gc", "Line 1, `import gc`, imports `gc`."),
        ("from unittest import mock", "imports `unittest.mock`"),
        ("x = 1\nnp.isclose = max", "Line 2, `np.isclose = max`, changes `isclose` of a module."),
        ("setattr(np, 'isclose', max)", "changes a module"),
        ("f.__globals__['expect'] = print", "reads `.__globals__`"),
        ("exec('x = 1')", "uses `exec`"),
        ("sys.modules['secrets'] = x", "takes a module from `sys.modules`"),
        ("open('/proc/self/mem')", "names a file of /proc"),
        ("%%time\nget_ipython().run_cell('1')", "uses `get_ipython`"),
    ],
)
def test_a_source_tells_what_it_reaches_for(source, seen):
    assert any(seen in told for told in reach.reaches(source, {"np", "sys"}))


@pytest.mark.parametrize(
    "source",
    [
        "from IPython.display import HTML, display",
        "%matplotlib inline\n!pip list\n%%time",
        "class Layer:\n    def __init__(self):\n        self.numpy = self.__call__ = 1",
        "model.compile(loss=loss)\nmodel.eval = 3",
        "def compile(x):\n    return x\n\n\ncompile = compile",
        "print(type(x).__name__, x.__class__, __name__)",
        "plt.rcParams['figure.figsize'] = 3, 4",
        "if 'google.colab' in sys.modules:\n    pass",
        "this is no Python",
    ],
)
def test_what_exercises_need_is_no_reaching(source):
    assert reach.reaches(source, {"np", "plt", "sys"}) == []
