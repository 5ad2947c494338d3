"""`plot_model`: a picture whose boxes and arrows are those of the model, without overlap."""

import base64
import itertools
import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from kerasish import keras
from kerasish.keras.models.layout import laid_out

SVG = "{http://www.w3.org/2000/svg}"


def branched():
    x, z = keras.Input((4,), name="x"), keras.Input((2,), name="z")
    shared = keras.layers.Dense(3, activation="tanh", name="shared")
    joined = keras.layers.Concatenate(name="joined")([shared(x), z])
    back = shared(keras.layers.Dense(4, name="back")(joined))
    return keras.Model([x, z], [back + 1, keras.layers.Dense(1, name="b<1")(joined)], name="two")


def texts(plot):
    return [text.text for text in ElementTree.fromstring(plot.svg).iter(f"{SVG}text")]


def boxes(plot):
    """(left, top, right, bottom) of each box."""
    root = ElementTree.fromstring(plot.svg)
    return [
        (
            float(box.get("x")),
            float(box.get("y")),
            float(box.get("x")) + float(box.get("width")),
            float(box.get("y")) + float(box.get("height")),
        )
        for box in root.find(f"{SVG}g").findall(f"{SVG}rect")
    ]


@pytest.mark.parametrize("rankdir", ["TB", "LR"])
def test_every_call_has_a_box_and_none_overlap(rankdir):
    plot = keras.utils.plot_model(
        branched(), None, show_shapes=True, show_layer_names=True, show_dtype=True, rankdir=rankdir
    )
    found = boxes(plot)
    assert len(found) == 8
    for one, other in itertools.combinations(found, 2):
        apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
        assert apart
    root = ElementTree.fromstring(plot.svg)
    width, height = float(root.get("width")), float(root.get("height"))
    assert min(min(box[:2]) for box in found) >= 0
    assert max(box[2] for box in found) < width and max(box[3] for box in found) < height


def test_what_is_written():
    shown = {"show_shapes": True, "show_layer_names": True, "show_layer_activations": True}
    found = texts(keras.utils.plot_model(branched(), None, **shown))
    for line in [
        "x (InputLayer)",
        "shared (Dense) call 1",
        "shared (Dense) call 2",
        "Activation: tanh",
        "Input shape: (None, 3), (None, 2)",
        "Output shape: (None, 5)",
        "b<1 (Dense)",
    ]:
        assert line in found
    plain = texts(keras.utils.plot_model(branched(), None))
    assert "Concatenate" in plain and not any("shape" in line for line in plain)


def test_arrows_end_at_the_boxes_that_they_go_to():
    plot = keras.utils.plot_model(branched(), None)
    root = ElementTree.fromstring(plot.svg)
    ends = []
    for path in root.iter(f"{SVG}path"):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", path.get("d"))]
        ends.append((numbers[:2], numbers[-2:]))
    tops = {(round((box[0] + box[2]) / 2), round(box[1])) for box in boxes(plot)}
    bottoms = {(round((box[0] + box[2]) / 2), round(box[3])) for box in boxes(plot)}
    assert len(ends) == 7
    for begin, end in ends:
        assert any(abs(begin[0] - x) <= 1 and abs(begin[1] - y) <= 1 for x, y in bottoms)
        assert any(abs(end[0] - x) <= 1 and abs(end[1] - y) <= 1 for x, y in tops)


def test_it_is_told_in_words_and_shown_by_a_notebook():
    plot = keras.utils.plot_model(branched(), None)
    root = ElementTree.fromstring(plot._repr_svg_())
    assert root.get("role") == "img" and root.find(f"{SVG}title").text == "Model two"
    assert "z to joined" in root.find(f"{SVG}desc").text
    assert "back to shared call 2" in repr(plot)
    image = ElementTree.fromstring(plot._repr_html_())
    assert image.get("alt") == plot.description
    head, _, data = image.get("src").partition(",")
    assert head == "data:image/svg+xml;base64" and base64.b64decode(data).decode() == plot.svg


def test_the_file(tmp_path):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(2)])
    plot = keras.utils.plot_model(model, tmp_path / "model.svg")
    assert (tmp_path / "model.svg").read_text() == plot.svg
    assert texts(plot) == ["InputLayer", "Dense", "Dense"]
    with pytest.warns(UserWarning, match=r"model2\.svg"):
        keras.utils.plot_model(model, str(tmp_path / "model2.png"))
    assert (tmp_path / "model2.svg").exists()


def test_a_sequential_model_is_drawn_once_its_shape_is_known():
    model = keras.Sequential([keras.layers.Dense(3)])
    with pytest.raises(ValueError, match=r"keras\.Input"):
        keras.utils.plot_model(model, None)
    model(np.zeros((2, 4), np.float32))
    assert len(boxes(keras.utils.plot_model(model, None))) == 2


def test_a_model_of_ones_own_has_no_graph():
    class Mine(keras.Model):
        def call(self, x):
            return x

    with pytest.raises(ValueError, match=r"model\.summary\(\)"):
        keras.utils.plot_model(Mine(), None)


def test_another_direction():
    with pytest.raises(ValueError, match="'LR'"):
        keras.utils.plot_model(branched(), None, rankdir="up")


def test_an_arrow_across_rows_passes_beside_the_boxes_between():
    sizes = dict.fromkeys("abc", (100.0, 40.0))
    layout = laid_out(sizes, {"a": 0, "b": 1, "c": 2}, [("a", "b"), ("b", "c"), ("a", "c")])
    x, y = layout.centres["b"]
    passed = [px for px, py in layout.routes[2] if abs(py - y) <= 20]
    assert passed and all(abs(px - x) > 50 for px in passed)


def test_models_inside_are_drawn_by_themselves():
    inner = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)], name="inner")
    outer = keras.Sequential([keras.Input((2,)), inner])
    with pytest.raises(ValueError, match="inner.*get_layer"):
        keras.utils.plot_model(outer, None, expand_nested=True)
    assert keras.utils.plot_model(inner, None, expand_nested=True, splines="ortho").svg
