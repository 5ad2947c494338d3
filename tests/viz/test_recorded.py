"""What TapeView shows of a recording, without a browser: values, gradients, names, and why None."""

import pytest

import kerasish as tf
from kerasish import keras
from kerasish.viz.tape_view import TapeView


def texts(view):
    return [step["text"] for step in view.steps]


def node(view, name, number=0):
    return next(one for one in view.graphs[number]["nodes"] if one["name"] == name)


def test_the_walk_ends_in_what_the_tape_answers():
    x, w = tf.Variable(2.0), tf.Variable(-1.5)
    with tf.GradientTape(persistent=True) as tape:
        u = x * w + tf.exp(x)
        y = u * u / (1.0 + w**2)
    view = TapeView(tape, y, [x, w])
    for source, gradient in zip("xw", tape.gradient(y, [x, w])):
        assert node(view, source)["gradients"][-1][1] == f"{gradient.numpy():.3g}"


def test_each_part_of_a_gradient_is_told_when_it_comes():
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x * x + 3.0 * x
    view = TapeView(tape, y, x)
    assert texts(view)[-2:] == ["dy/dx = 1 · 3 = 3", "dy/dx = 3 + 1 · 2 + 1 · 2 = 7"]
    assert node(view, "x")["gradients"] == [(6, "3"), (7, "7")]


def test_tensors_are_called_what_the_reader_calls_them():
    weights = [tf.Variable([1.0]), tf.Variable([2.0])]
    with tf.GradientTape() as tape:
        total = tf.reduce_sum(weights[0] * weights[1])
    view = TapeView(tape, total, weights)
    names = {one["name"] for one in view.graphs[0]["nodes"]}
    assert names == {"weights[0]", "weights[1]", "#1", "total"}


def test_weights_of_a_model_have_their_own_names():
    model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1, name="answer")])
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(model(tf.ones([3, 2])) ** 2)
    view = TapeView(tape, loss, model.trainable_variables)
    assert node(view, "answer/kernel")["value"].startswith("(2,1) ‖")


def test_of_a_tensor_the_details_show_numbers_and_local_derivatives():
    x = tf.Variable([[1.0, -2.0]])
    with tf.GradientTape() as tape:
        y = tf.nn.relu(x) @ tf.constant([[3.0], [4.0]])
    view = TapeView(tape, y, x)
    view.picked = "y"
    assert view.detail["value"] is None and view.detail["parts"] == []  # not computed yet
    view.step = 2
    (part,) = view.detail["parts"]
    assert part["table"]["texts"] == ["3", "4"]
    view.picked = "#1"
    assert view.detail["parts"][0]["text"] == "∂#1/∂x, element by element"
    assert view.detail["parts"][0]["table"]["texts"] == ["1", "0"]
    view.step, view.picked = len(view.steps), "x"
    assert view.detail["gradient"]["table"]["texts"] == ["3", "0"]


def test_a_second_derivative_is_a_second_graph():
    t = tf.Variable(1.5)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            position = 4.9 * t**2
        speed = inner.gradient(position, t)
    view = TapeView([inner, outer], [position, speed], t)
    assert [graph["title"] for graph in view.graphs] == ["inner", "outer"]
    assert node(view, "t", 0)["gradients"][-1][1] == "14.7"
    assert node(view, "t", 1)["gradients"][-1][1] == "9.8"
    view.step, view.picked = len(view.steps), "2/t"
    assert view.detail["gradient"]["text"] == "dspeed/dt = 9.8"


def loop(rounds):
    x = tf.Variable(0.5)
    with tf.GradientTape() as tape:
        y = x
        for _ in range(rounds):
            y = tf.sin(y)
    return TapeView(tape, y, x)


def test_a_long_chain_is_one_node_until_it_is_opened():
    view = loop(60)
    assert [one["chain"] for one in view.graphs[0]["nodes"]] == [0, 59, 0]
    view.step = len(view.steps) - 1
    last = view.steps[view.step - 1]["text"]
    view.opened = ["#59"]
    assert len(view.graphs[0]["nodes"]) == 61
    assert view.steps[view.step - 1]["text"] == last
    view.opened = []
    assert len(view.graphs[0]["nodes"]) == 3


def test_two_hundred_operations_are_drawn_and_more_are_refused_in_words():
    assert len(loop(200).graphs[0]["nodes"]) == 3
    view = loop(201)
    assert "201 recorded operations; at most 200 can be drawn" in view.graphs[0]["problem"]
    assert "201 recorded operations" in view.caption()
    view.language = "ko"
    assert "연산 201개" in view.graphs[0]["problem"]


def test_a_weight_is_drawn_again_where_it_is_used_far_away():
    x, w = tf.Variable(0.5), tf.Variable(0.9)
    with tf.GradientTape() as tape:
        y = x
        for _ in range(5):
            y = tf.sin(y * w)
    view = TapeView(tape, y, w)
    copies = [one for one in view.graphs[0]["nodes"] if one["copy"]]
    assert {one["name"] for one in copies} == {"w"} and len(copies) == 3
    assert view.graphs[0]["width"] < 4


def notes(view):
    return view.graphs[0]["notes"]


def test_none_is_explained():
    x, other, count = tf.Variable(2.0), tf.Variable(3.0), tf.Variable(3)
    data = tf.constant(4.0)
    early = x * x
    with tf.GradientTape() as tape:
        y = x * data
        other * other
        late = 3.0 * early
    assert "whole numbers have no slope" in notes(TapeView(tape, y, count))[0]
    assert "write tape.watch(data)" in notes(TapeView(tape, y, data))[0]
    unused, left_out = notes(TapeView(tape, y, other))
    assert unused.startswith("dy/dother = None. The tape follows other, but nothing computed from")
    assert left_out.startswith("1 more recorded operation is not drawn")
    assert "no operation that computed late" in notes(TapeView(tape, late, x))[0]


def test_what_is_not_finite_is_marked():
    x = tf.Variable([-1.0, 4.0])
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(tf.sqrt(x))
    view = TapeView(tape, y, x)
    assert [node(view, name)["value"] for name in ("#1", "y")] == ["⚠ (2,)", "⚠ nan"]


def test_mistakes_are_answered():
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x * x
    with pytest.raises(TypeError, match="takes a tf.GradientTape or a list of them, but Tensor"):
        TapeView(y, tape, x)
    with pytest.raises(ValueError, match="got 2 tapes and 1 targets"):
        TapeView([tape, tape], y, x)
    with pytest.raises(TypeError, match="takes a tensor as target"):
        TapeView(tape, 3.0, x)
    with pytest.raises(TypeError, match="must be tensors or variables"):
        TapeView(tape, y, 3.0)


def test_a_function_in_tracing_has_no_numbers_to_show():
    found = []

    @tf.function
    def traced(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = x * x
        found.append(TapeView(tape, y, x).graphs[0]["problem"])
        return y

    traced(tf.constant(3.0))
    assert "they have no numbers yet" in found[0]


def test_the_picture_has_every_value_and_gradient_and_the_caption_tells_them():
    x = tf.Variable(1.2)
    with tf.GradientTape() as tape:
        u = x * x
        y = tf.sin(u)
    view = TapeView(tape, y, x)
    written = "\n".join(text.get_text() for text in view.picture().axes[0].texts)
    for part in ("u\nx * x\n1.44\n∂ 0.13", "y\nsin(u)\n0.991\n∂ 1", "× 1.2", "× 0.13"):
        assert part in written
    assert "dy/dx = 0.13 · 1.2 + 0.13 · 1.2 = 0.313." in view.caption()
    view.language = "ko"
    assert view.caption().startswith("TapeView: y의 계산 과정")
