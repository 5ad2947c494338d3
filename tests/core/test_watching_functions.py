"""A function tells who asks of each call, and a trace its arguments."""

import kerasish as tf


def test_a_callback_hears_of_every_call_and_the_trace_it_used():
    function = tf.function(lambda x, y=2: x * y, autograph=False)
    heard = []
    end = function.on_call(lambda trace, args, kwargs: heard.append((trace, args, kwargs)))
    x = tf.constant(1.0)
    function(x)
    function(x, y=2)
    function(tf.ones([2]), 3)
    end()
    function(x)
    first, second = function.traces
    assert [trace for trace, _, _ in heard] == [first, first, second]
    assert heard[1][1][0] is x and heard[1][2] == {"y": 2}


def test_a_trace_knows_its_arguments_by_name():
    function = tf.function(lambda x, y=2: x, autograph=False)
    function(tf.ones([2]), 3)
    function({"a": tf.constant(1)})
    vector, nested = (trace.arguments for trace in function.traces)
    assert vector == {"x": tf.TensorSpec([2], tf.float32), "y": 3}
    assert nested == {"x": {"a": tf.TensorSpec([], tf.int32)}, "y": 2}
