"""A Korean chapter is the English one in other words: the same cells, code, pictures and links."""

import pytest

from notebooks import bilingual
from project.checkout import ROOT, tracked

ENGLISH = {p.name: p for p in tracked("notebooks/*.ipynb") if p.parent == ROOT / "notebooks"}
KOREAN = {p.name: p for p in tracked("notebooks/ko/*.ipynb")}
# The numbers of the chapters that nobody has translated yet.
NOT_YET = set()


@pytest.fixture(params=sorted(KOREAN.keys() & ENGLISH.keys()))
def chapter(request):
    """The notebook in English and in Korean."""
    return bilingual.read(ENGLISH[request.param]), bilingual.read(KOREAN[request.param])


def seen_from_korean(address):
    """Where a link of an English chapter leads when it is followed from notebooks/ko."""
    if address.startswith("../exercises/"):
        return address.replace("../exercises/", "../../exercises/ko/", 1)
    return f"../{address}" if address.startswith("../") else address


def test_every_chapter_is_there_in_korean():
    assert KOREAN.keys() - ENGLISH.keys() == set(), "an English chapter was renamed or taken out"
    missing = {name[:2] for name in ENGLISH.keys() - KOREAN.keys()}
    assert missing - NOT_YET == set()
    assert {name[:2] for name in KOREAN} & NOT_YET == set(), "translated: take it out of NOT_YET"


def test_cells_and_metadata_are_the_same(chapter):
    english, korean = map(bilingual.frame, chapter)
    assert korean == english


def test_the_code_is_the_same(chapter):
    code = bilingual.cells(chapter, "code")
    assert [name for name, english, korean in code if english != korean] == []


def test_the_prose_is_korean(chapter):
    assert bilingual.not_korean(chapter) == []


def test_pictures_hidden_answers_and_headings_are_the_same(chapter):
    for what in (bilingual.pictures, bilingual.folds, bilingual.headings):
        assert bilingual.differing(chapter, what) == {}


def test_links_lead_to_the_same_places(chapter):
    assert bilingual.links_elsewhere(chapter, seen_from_korean) == {}


def test_code_and_formulas_in_the_prose_are_the_same(chapter):
    for what in (bilingual.FENCED.findall, bilingual.names, bilingual.formulas):
        assert bilingual.differing(chapter, what) == {}


def test_bold_and_italics_show_as_such(chapter):
    assert bilingual.marks_left(chapter) == {}
