"""What FunctionView says of retraces and times, without a browser."""

import pytest

import kerasish as tf
from kerasish.viz.function_view import FunctionView


def watched(*calls, function=None):
    """The widget of a function after these calls, each a tuple of arguments."""

    @tf.function(autograph=False)
    def anything(x, step=1, **options):
        return x

    view = FunctionView(function or anything)
    for arguments in calls:
        (function or anything)(*arguments)
    return view


def why(*calls):
    return watched(*calls).traces[-1]["why"]


ONE, TWO = tf.ones([2]), tf.ones([3])


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ((TWO,), "x: float32 (2,) → float32 (3,). Another length. One trace for every length: an"),
        ((tf.ones([2, 2]),), "x: float32 (2,) → float32 (2, 2). Another number of axes"),
        ((tf.cast(ONE, tf.int32),), "x: float32 (2,) → int32 (2,). Another dtype. To share a"),
        (
            (ONE, 5),
            "step: the Python value 1 became 5. Each value has a trace of its own; a number",
        ),
        ((ONE, 1.0), "step: the Python value 1 became 1.0."),
        (
            (ONE, True),
            "step: the Python value 1 became True. Each value has a trace of its own; that",
        ),
        ((ONE, tf.constant(5)), "step: 1 became int32 (). A tensor counts by dtype and shape, a"),
        (([ONE],), "x (float32 (2,)) is gone: the arguments are nested otherwise."),
    ],
)
def test_what_differs_is_told(second, told):
    assert why((ONE,), second)[0].startswith(told)


def test_the_most_similar_trace_is_compared_with():
    view = watched((ONE, 1), (TWO, 2), (TWO, 3))
    assert view.traces[2]["like"] == 1 and len(view.traces[2]["why"]) == 1


def test_another_variable_looks_the_same():
    assert "another variable came" in why((tf.Variable(1.0),), (tf.Variable(1.0),))[0]


def test_it_is_told_in_korean():
    view = watched((ONE, 1), (ONE, 2))
    view.language = "ko"
    assert view.traces[1]["why"][0].startswith("step: 파이썬 값 1 → 2. 값마다 따로 추적됩니다.")
    assert "그래프는 2개, 호출은 2번" in view.caption()


def test_traces_from_before_are_there_and_their_calls_are_not_counted():
    function = tf.function(lambda x: x + x, autograph=False)
    function(ONE)
    view = watched((TWO,), (ONE,), function=function)
    assert [trace["calls"] for trace in view.traces] == [1, 1]
    assert (view.calls, view.last, view.is_new) == (2, 0, False)


def test_a_function_inside_another_is_not_called_by_its_trace():
    inner = tf.function(lambda x: x + x, autograph=False)
    view = FunctionView(inner)
    tf.function(lambda x: inner(x) * 2.0, autograph=False)(ONE)
    assert view.calls == 0


def test_closed_it_follows_no_more():
    function = tf.function(lambda x: x + x, autograph=False)
    view = FunctionView(function)
    view.close()
    function(ONE)
    assert view.calls == 0


def test_measuring_leaves_variables_and_counts_as_they_were(capsys):
    total = tf.Variable(0.0)

    @tf.function(autograph=False)
    def count(x):
        print("tracing")
        tf.print("running")
        total.assign_add(1.0)
        return x + tf.random.uniform([])

    tf.random.set_seed(1)
    view = watched((ONE,), function=count)
    capsys.readouterr()
    times = view.measure()
    assert times["calls"] >= 5 and times["eager"] > 0 and times["compiled"] > 0
    assert (float(total.numpy()), view.calls, view.measuring) == (1.0, 1, -1)
    assert capsys.readouterr() == ("", "")
    drawn = count(ONE).numpy()
    tf.random.set_seed(1)
    count(ONE)
    assert (count(ONE).numpy() == drawn).all()  # the random numbers go on where they were


def test_what_was_not_called_cannot_be_measured():
    function = tf.function(lambda x: x + x, autograph=False)
    function.get_concrete_function(tf.TensorSpec([2]))
    view = FunctionView(function)
    assert view.traces[0]["can_measure"] is False and view.traces[0]["compile"] is None
    with pytest.raises(ValueError, match="with arguments for trace 1 first"):
        view.measure(0)


def test_only_what_tf_function_made_can_be_watched():
    with pytest.raises(TypeError, match="takes what tf.function made, but function came"):
        FunctionView(watched)


def test_the_picture_has_a_bar_for_each_trace_and_for_each_measured_time():
    view = watched((ONE,), (ONE,), (TWO,))
    labels = [text.get_text() for text in view.picture().axes[0].texts]
    assert {" 2× called, 0 operations", " 1. x: float32 (2,), step: 1"} <= set(labels)
    view.measure(1)
    panels = view.picture().axes
    assert [text.get_text().split()[0] for text in panels[1].texts] == ["eager", "compiled"]
