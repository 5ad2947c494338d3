"""Pictures come with the text that says what is to be seen in them."""

import base64
import re

import pytest
from matplotlib import pyplot

from kerasish.viz.figure import show


@pytest.fixture
def figure():
    figure, axes = pyplot.subplots(figsize=(4, 3))
    axes.plot([0, 1])
    yield figure
    pyplot.close(figure)


def test_a_picture_is_shown_with_its_text_alternative(figure, displayed):
    show(figure, alt="a line < a curve")
    (output,) = displayed.outputs
    assert re.search(r'<img [^>]*alt="a line &lt; a curve"', output.data["text/html"])
    assert output.data["text/plain"] == "a line < a curve"


def test_html_and_png_are_the_same_picture(figure, displayed):
    show(figure, alt="a line")
    data = displayed.outputs[0].data
    embedded = re.search(r'src="data:image/png;base64,([^"]+)"', data["text/html"]).group(1)
    picture = data["image/png"]
    if isinstance(picture, str):
        picture = base64.b64decode(picture)
    assert base64.b64decode(embedded) == picture
    assert picture.startswith(b"\x89PNG")


def test_the_page_knows_the_size_of_the_picture(figure, displayed):
    show(figure, alt="a line")
    assert 'width="400" height="300"' in displayed.outputs[0].data["text/html"]


def test_pyplot_does_not_show_it_again(figure, displayed):
    show(figure, alt="a line")
    assert figure.number not in pyplot.get_fignums()


def test_a_picture_without_words_is_refused(figure):
    with pytest.raises(ValueError, match="Say in a sentence what is to be seen"):
        show(figure, alt=" ")
