"""A Korean chapter is the English one in other words: the same cells, code, pictures and links."""

import re
from html.parser import HTMLParser

import nbformat
import pytest
from nbconvert.filters import markdown2html

from project.checkout import ROOT, tracked

ENGLISH = {p.name: p for p in tracked("notebooks/*.ipynb") if p.parent == ROOT / "notebooks"}
KOREAN = {p.name: p for p in tracked("notebooks/ko/*.ipynb")}
# The numbers of the chapters that nobody has translated yet.
NOT_YET = set()

FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)|<code>(.*?)</code>")
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)
WORDS = re.compile(r"\\text\{[^}]*\}")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+(?= )", re.MULTILINE)
HANGUL = re.compile("[가-힣]")


def read(path):
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


@pytest.fixture(params=sorted(KOREAN.keys() & ENGLISH.keys()))
def chapter(request):
    """The notebook in English and in Korean."""
    return read(ENGLISH[request.param]), read(KOREAN[request.param])


def prose(chapter):
    """Each markdown cell in English and in Korean, with its id."""
    english, korean = chapter
    for one, other in zip(english.cells, korean.cells, strict=True):
        if one.cell_type == "markdown":
            yield one.id, one.source, other.source


def differing(chapter, what):
    """The cells for which `what` gives different answers in the two languages."""
    pairs = ((name, what(one), what(other)) for name, one, other in prose(chapter))
    return {name: (one, other) for name, one, other in pairs if one != other}


def without_code(source):
    return CODE.sub("", FENCED.sub("", source))


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
    english, korean = chapter
    assert [c.id for c in korean.cells] == [c.id for c in english.cells]
    assert [c.cell_type for c in korean.cells] == [c.cell_type for c in english.cells]
    assert [c.metadata for c in korean.cells] == [c.metadata for c in english.cells]
    assert korean.metadata == english.metadata


def test_the_code_is_the_same(chapter):
    english, korean = chapter
    pairs = zip(english.cells, korean.cells, strict=True)
    code = [(one, other) for one, other in pairs if one.cell_type == "code"]
    assert [one.id for one, other in code if one.source != other.source] == []


def test_the_prose_is_korean(chapter):
    for name, _, korean in prose(chapter):
        words = FORMULA.sub("", PICTURE.sub("", without_code(korean)))
        if words.strip():
            assert HANGUL.search(words), name


def test_pictures_are_the_same_and_described_in_korean(chapter):
    assert differing(chapter, lambda source: [a for _, a in PICTURE.findall(source)]) == {}
    for name, _, korean in prose(chapter):
        for alternative, _ in PICTURE.findall(korean):
            assert HANGUL.search(alternative), name


def test_links_lead_to_the_same_places(chapter):
    for name, english, korean in prose(chapter):
        expected = sorted(seen_from_korean(address) for address in LINK.findall(english))
        assert sorted(LINK.findall(korean)) == expected, name


def test_headings_and_hidden_answers_are_the_same(chapter):
    assert differing(chapter, lambda source: HEADING.findall(FENCED.sub("", source))) == {}
    for tag in ("<details>", "<summary>", "</summary>", "</details>"):
        assert differing(chapter, lambda source, tag=tag: source.count(tag)) == {}


def test_code_and_formulas_in_the_prose_are_the_same(chapter):
    """A sentence may name a thing twice or in another order, so names are compared as sets."""
    assert differing(chapter, FENCED.findall) == {}
    spans = {}
    for name, *sources in prose(chapter):
        english, korean = ({a or b for a, b in CODE.findall(FENCED.sub("", s))} for s in sources)
        spans[name] = english ^ korean
    assert {name: names for name, names in spans.items() if names} == {}

    def formulas(source):
        return sorted(WORDS.sub("", found) for found in FORMULA.findall(without_code(source)))

    assert differing(chapter, formulas) == {}


class Text(HTMLParser):
    """What a reader sees of a page, but for code."""

    def __init__(self, page):
        super().__init__()
        self.depth, self.seen = 0, []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.depth += tag in ("code", "pre")
        if tag in ("s", "del"):
            self.seen.append("~")

    def handle_endtag(self, tag):
        self.depth -= tag in ("code", "pre")

    def handle_data(self, data):
        if not self.depth:
            self.seen.append(data)


def test_bold_and_italics_show_as_such(chapter):
    """Markdown leaves `**말(word)**은` as it stands: a closing mark between `)` and a letter."""
    for name, _, korean in prose(chapter):
        page = markdown2html(FORMULA.sub("", PICTURE.sub("", korean)))
        left = re.findall(r".{0,20}[*~].{0,20}", "".join(Text(page).seen))
        assert left == [], name
