"""A damaged notebook is brought into the form that nbgrader grades, and nothing written is lost."""

import copy

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import is_locked, is_solution

import damages
from autograder import bank
from autograder.celltext import normalised
from autograder.course import Course
from autograder.repair import repair
from damages import at, grade_id

ASSIGNMENT = "linear_classifier"
RELEASED = damages.released(ASSIGNMENT)


@pytest.fixture
def notebook():
    return damages.named(ASSIGNMENT, "loop_by_hand")


def mended(notebook, released=RELEASED):
    """The repaired notebook by grade id, and its repairs as (cell, kind, doubtful)."""
    result = repair(notebook, released)
    found = {(one.cell, one.kind, one.doubtful) for one in result.repairs}
    by_name = {grade_id(cell): cell for cell in result.notebook.cells}
    assert_gradable(result.notebook, released)
    return result.notebook.cells, by_name, found


def assert_gradable(notebook, released):
    """Every cell that nbgrader knows is there once, in order, and as it was released."""
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    wanted = [cell for cell in released.cells if "nbgrader" in cell.metadata]
    found = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert [cell.metadata.nbgrader for cell in found] == [c.metadata.nbgrader for c in wanted]
    for cell, original in zip(found, wanted):
        assert cell.cell_type == original.cell_type
        if is_locked(original):
            assert normalised(cell.source) == normalised(original.source)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_undamaged_notebooks_pass_unchanged(language):
    course = Course(language)
    for name in course.assignments():
        path = course.released / name / f"{name}.ipynb"
        original = nbformat.read(path, as_version=4)
        result = repair(nbformat.read(path, as_version=4), original)
        assert result.repairs == []
        assert nbformat.writes(result.notebook) + "\n" == path.read_text()


def test_cells_that_a_student_has_added_are_no_damage(notebook):
    damages.add(notebook.cells, at(notebook.cells, "batches"), "import math")
    damages.add(notebook.cells, at(notebook.cells, "try_batches"), "batches(inputs, targets)")
    damages.add(notebook.cells, 0, "my notes", "markdown")
    before = copy.deepcopy(notebook)
    result = repair(notebook, RELEASED)
    assert result.repairs == []
    assert result.notebook == before


def test_the_submission_itself_is_not_changed(notebook):
    damages.strip_metadata(notebook.cells, at(notebook.cells, "batches"))
    before = copy.deepcopy(notebook)
    assert repair(notebook, RELEASED).repairs
    assert notebook == before


def test_lost_metadata_comes_back_by_the_cells_id(notebook):
    wanted = copy.deepcopy(notebook.cells)
    for place in range(len(notebook.cells)):
        damages.strip_metadata(notebook.cells, place)
    cells, _, found = mended(notebook)
    assert found == {("", "metadata-lost", False)}
    assert [cell.source for cell in cells] == [cell.source for cell in wanted]


def test_lost_metadata_and_ids_come_back_by_what_is_written(notebook):
    wanted = copy.deepcopy(notebook.cells)
    for place in range(len(notebook.cells)):
        damages.strip_metadata(notebook.cells, place)
        damages.strip_id(notebook.cells, place)
    cells, _, found = mended(notebook)
    assert found == {
        ("", "metadata-lost", False),
        *(
            (name, "metadata-lost", False)
            for name in ("batches", "train_linear", "train_two_layers")
        ),
        ("why_linear", "metadata-lost", True),
    }
    assert [cell.source for cell in cells] == [cell.source for cell in wanted]


def test_metadata_that_colab_keeps_with_its_own_id_is_recognised(notebook):
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({"id": cell.pop("id")})
    notebook.nbformat_minor = 0
    _, by_name, found = mended(notebook)
    assert found == {("", "metadata-lost", False)}
    assert "permutation" in by_name["batches"].source


def test_a_copy_without_an_answer_is_left_out(notebook):
    stub = damages.released(ASSIGNMENT).cells
    answer = notebook.cells[at(notebook.cells, "batches")].source
    notebook.cells.append(stub[at(stub, "batches")])
    damages.strip_id(notebook.cells, -1)
    cells, by_name, found = mended(notebook)
    assert found == {("batches", "cell-duplicated", False)}
    assert by_name["batches"].source == answer
    assert len(cells) == len(RELEASED.cells)


def test_of_two_different_answers_the_last_counts_and_a_person_is_asked(notebook):
    place = at(notebook.cells, "batches")
    damages.duplicate(notebook.cells, place)
    notebook.cells[place].source = "def batches(inputs, targets, batch_size=32):\n    return []"
    answer = notebook.cells[place + 1].source
    cells, by_name, found = mended(notebook)
    assert found == {("batches", "cell-duplicated", True)}
    assert by_name["batches"].source == answer
    assert "return []" in cells[place].source


def test_a_copy_that_became_something_else_stays_a_cell_of_its_own(notebook):
    place = at(notebook.cells, "batches")
    answer = notebook.cells[place].source
    damages.duplicate(notebook.cells, place, to=place + 2)
    notebook.cells[place + 2].source = "for x, y in batches(inputs, targets):\n    print(x.shape)"
    cells, by_name, found = mended(notebook)
    assert found == {("batches", "cell-duplicated", False)}
    assert by_name["batches"].source == answer
    assert any("print(x.shape)" in cell.source for cell in cells)


def test_copies_of_locked_cells_are_left_out(notebook):
    damages.duplicate(notebook.cells, at(notebook.cells, "try_batches"), to=3)
    cells, _, found = mended(notebook)
    assert ("try_batches", "cell-duplicated", False) in found
    assert len(cells) == len(RELEASED.cells)


@pytest.mark.parametrize("line", [1, 3])
def test_a_split_function_is_joined(notebook, line):
    place = at(notebook.cells, "train_linear")
    answer = notebook.cells[place].source
    damages.split(notebook.cells, place, line)
    _, by_name, found = mended(notebook)
    assert found == {("train_linear", "cell-split", False)}
    assert by_name["train_linear"].source.split() == answer.split()


def test_a_function_split_by_an_editor_that_drops_metadata_is_joined(notebook):
    place = at(notebook.cells, "train_linear")
    answer = notebook.cells[place].source
    damages.split(notebook.cells, place, 3)
    damages.strip_metadata(notebook.cells, place + 1)
    _, by_name, found = mended(notebook)
    assert found == {("train_linear", "cell-split", False)}
    assert by_name["train_linear"].source.split() == answer.split()


def test_a_split_written_answer_is_joined(notebook):
    place = at(notebook.cells, "why_linear")
    notebook.cells[place].source = "It is a line.\n\nFor all numbers."
    damages.split(notebook.cells, place, 1)
    _, by_name, found = mended(notebook)
    assert found == {("why_linear", "cell-split", False)}
    assert by_name["why_linear"].source == "It is a line.\n\nFor all numbers."


@pytest.mark.parametrize("active", [0, -1])
def test_merged_cells_are_taken_apart(notebook, active):
    place = at(notebook.cells, "train_linear")
    answer = notebook.cells[place].source
    damages.merge(notebook.cells, place, 4, active)
    cells, by_name, found = mended(notebook)
    assert {kind for _, kind, _ in found} <= {"cells-merged", "metadata-lost"}
    assert not any(doubtful for _, _, doubtful in found)
    assert by_name["train_linear"].source == answer
    assert len(cells) == len(RELEASED.cells)


def test_an_answer_merged_into_the_locked_cell_before_it_is_found(notebook):
    place = at(notebook.cells, "linear_trained")
    answer = notebook.cells[at(notebook.cells, "train_two_layers")].source
    damages.merge(notebook.cells, place, at(notebook.cells, "train_two_layers") - place + 1)
    _, by_name, found = mended(notebook)
    assert by_name["train_two_layers"].source == answer
    assert not any(doubtful for _, _, doubtful in found)


def test_a_moved_answer_goes_back_before_its_tests(notebook):
    place = at(notebook.cells, "train_linear")
    damages.move(notebook.cells, place, len(notebook.cells) - 1)
    cells, _, found = mended(notebook)
    assert found == {("train_linear", "cell-moved", False)}
    assert at(cells, "train_linear") == place


def test_deleted_locked_cells_come_back_where_they_were(notebook):
    for name in ("try_linear", "setup", "linear_trained"):
        damages.delete(notebook.cells, at(notebook.cells, name))
    cells, _, found = mended(notebook)
    assert {kind for _, kind, _ in found} == {"cell-missing"}
    assert [cell.id for cell in cells] == [cell.id for cell in RELEASED.cells]


def test_a_deleted_answer_is_an_answer_not_given(notebook):
    damages.delete(notebook.cells, at(notebook.cells, "batches"))
    cells, by_name, found = mended(notebook)
    assert found == {("batches", "answer-missing", False)}
    assert by_name["batches"].source == RELEASED.cells[at(RELEASED.cells, "batches")].source
    assert [cell.id for cell in cells] == [cell.id for cell in RELEASED.cells]


@pytest.mark.parametrize("heading", [False, True])
def test_code_that_became_markdown_is_code_again(notebook, heading):
    place = at(notebook.cells, "batches")
    answer = notebook.cells[place].source
    damages.turn_into(notebook.cells, place, "markdown", heading)
    _, by_name, found = mended(notebook)
    assert found == {("batches", "cell-type", False)}
    assert by_name["batches"].source == answer


def test_code_that_became_markdown_and_lost_its_metadata_is_found(notebook):
    place = at(notebook.cells, "batches")
    answer = notebook.cells[place].source
    damages.turn_into(notebook.cells, place, "markdown", heading=True)
    damages.strip_metadata(notebook.cells, place)
    damages.strip_id(notebook.cells, place)
    _, by_name, found = mended(notebook)
    assert ("batches", "metadata-lost", False) in found
    assert by_name["batches"].source == answer


def test_what_was_written_below_a_locked_cell_is_run_beside_it(notebook):
    place = at(notebook.cells, "setup")
    damages.write_below(notebook.cells, place, "import math")
    cells, _, found = mended(notebook)
    assert found == {("setup", "locked-added", False)}
    assert cells[place + 1].source == "import math"


def test_a_changed_locked_cell_is_restored_and_the_change_shown(notebook):
    place = at(notebook.cells, "clouds")
    notebook.cells[place].source = notebook.cells[place].source.replace("seed=0", "seed=7")
    cells, by_name, found = mended(notebook)
    assert found == {("clouds", "locked-changed", False)}
    assert "seed=0" in by_name["clouds"].source
    assert cells[-1].cell_type == "markdown"
    assert "seed=7" in cells[-1].source


def test_an_answer_in_the_graded_cell_is_taken_for_the_answer_by_a_person(notebook):
    cells = notebook.cells
    answer = cells[at(cells, "batches")].source
    cells[at(cells, "batches")].source = RELEASED.cells[at(RELEASED.cells, "batches")].source
    damages.write_below(cells, at(cells, "batches_paired"), answer)
    _, by_name, found = mended(notebook)
    assert ("batches", "answer-elsewhere", True) in found
    assert by_name["batches"].source == answer


def test_a_written_answer_below_its_cell_is_found(notebook):
    place = at(notebook.cells, "why_linear")
    notebook.cells[place].source = "YOUR ANSWER HERE"
    damages.add(notebook.cells, place + 1, "Because it is affine.", "markdown")
    _, by_name, found = mended(notebook)
    assert found == {("why_linear", "answer-elsewhere", True)}
    assert by_name["why_linear"].source == "Because it is affine."


def test_cells_of_an_older_release_are_brought_up_to_date_and_not_shown(notebook):
    older = copy.deepcopy(RELEASED)
    now = copy.deepcopy(RELEASED)
    for name in ("clouds", "try_batches"):
        now.cells[at(now.cells, name)].source += "\n# new"
    removed = at(now.cells, "own_tests")
    del now.cells[removed]
    cells, _, found = mended(older, now)
    assert found == {
        ("clouds", "other-release", False),
        ("try_batches", "other-release", False),
        ("own_tests", "cell-unknown", False),
    }
    assert len(cells) == len(older.cells)


def test_changed_points_are_the_releases_again(notebook):
    notebook.cells[at(notebook.cells, "linear_trained")].metadata.nbgrader.points = 300
    _, by_name, found = mended(notebook)
    assert found == {("linear_trained", "metadata-changed", False)}
    assert by_name["linear_trained"].metadata.nbgrader.points == 3


def test_metadata_of_any_form_is_borne(notebook):
    for place, value in enumerate(["text", None, [], {}, {"grade_id": 7}, {"grade": True}]):
        notebook.cells[place].metadata["nbgrader"] = value
    _, _, found = mended(notebook)
    assert ("", "metadata-removed", False) in found


def test_repairs_are_told_in_the_language_of_the_notebook():
    course = Course("ko")
    path = course.released / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    original, notebook = nbformat.read(path, as_version=4), nbformat.read(path, as_version=4)
    damages.delete(notebook.cells, at(notebook.cells, "setup"))
    (one,) = repair(notebook, original).repairs
    assert one.message == "잠긴 셀이 없었습니다. 다시 넣었습니다."


# Any damages, in any order, to any sample.

SAMPLES = {name: bank.samples(name) for name in ("linear_classifier", "playground", "tensors")}
places = st.integers(0, 10_000)
damage = st.one_of(
    st.tuples(st.sampled_from([damages.strip_metadata, damages.strip_id, damages.delete]), places),
    st.tuples(st.just(damages.duplicate), places, st.none() | places),
    st.tuples(st.just(damages.move), places, places),
    st.tuples(st.just(damages.split), places, st.integers(1, 12)),
    st.tuples(st.just(damages.merge), places, st.integers(2, 4), st.sampled_from([0, -1])),
    st.tuples(
        st.just(damages.turn_into), places, st.sampled_from(["code", "markdown"]), st.booleans()
    ),
    st.tuples(st.just(damages.write_below), places, st.just("print('mine')")),
    st.tuples(st.just(damages.add), places, st.just("x = 'my own cell'")),
)
everything = st.sampled_from([damages.strip_metadata, damages.strip_id])


def lines(text):
    return [line.strip() for line in text.split("\n") if line.strip()]


def apply(cells, steps):
    """Do damages to cells; return the names of the answers that were deleted."""
    for change, place, *rest in steps:
        if cells:
            count = len(cells)
            rest = [value % count if change is damages.move else value for value in rest]
            if change is damages.duplicate and rest[0] is not None:
                rest = [rest[0] % count]
            change(cells, place % count, *rest)


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_damage_is_mended_or_reported_and_no_text_is_lost(data):
    assignment = data.draw(st.sampled_from(sorted(SAMPLES)))
    original = damages.released(assignment)
    notebook = damages.handed_in(assignment, data.draw(st.sampled_from(SAMPLES[assignment])))
    answers = {grade_id(c): c.source for c in notebook.cells if is_solution(c)}
    for change in data.draw(st.lists(everything, max_size=2, unique=True)):
        for place in range(len(notebook.cells)):
            change(notebook.cells, place)
    apply(notebook.cells, data.draw(st.lists(damage, min_size=1, max_size=4)))
    given_lines = {line for cell in notebook.cells for line in lines(cell.source)}

    result = repair(notebook, original)
    assert_gradable(result.notebook, original)
    assert repair(result.notebook, original).repairs == []

    kept = {line for cell in result.notebook.cells for line in lines(cell.source)}
    released_lines = {line for cell in original.cells for line in lines(cell.source)}
    lost = given_lines - kept - released_lines
    assert {line for line in lost if not line.startswith("#")} == set()

    reported = {one.cell for one in result.repairs}
    told = "".join(one.message for one in result.repairs if not one.cell)
    for name, answer in answers.items():
        if name not in reported and f"`{name}`" not in told:
            found = result.notebook.cells[at(result.notebook.cells, name)]
            # A written answer that was made a heading is one.
            text = (
                found.source.removeprefix("# ") if found.cell_type == "markdown" else found.source
            )
            assert lines(text)[: len(lines(answer))] == lines(answer)
