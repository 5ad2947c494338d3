"""Python's `if`, `while` and `for` over tensors inside `tf.function`, as TensorFlow's AutoGraph."""

import pytest

from oracle import parity

# --- if ------------------------------------------------------------------------------------------


@parity
def test_branches_return_assign_and_nest(tf):
    @tf.function
    def grade(x):
        print("traced")
        if x > 10:
            print("high")
            y = x * 2
            if x > 20:
                y += 1
        elif x > 0:
            print("middle")
            y = x + 5
        else:
            print("low")
            y = -x
        y += 100
        return y

    return [grade(tf.constant(x)) for x in (25, 15, 5, -5)]


@parity
def test_a_python_condition_stays_pythons(tf):
    @tf.function
    def scaled(x, double):
        if double:
            print("doubles")
            return 2 * x
        print("leaves")
        return x

    x = tf.constant(3)
    return scaled(x, True), scaled(x, False), scaled(x, True)


@parity
def test_expressions_with_conditions(tf):
    @tf.function
    def every(x, y):
        inside = 0 < x < y <= 9
        either = x > 8 or not y > 3
        both = x > 1 and tf.reduce_all([y > 2, y < 7])
        size = x if x > y else -y
        return inside, either, both, size

    pairs = [(3, 5), (9, 2), (5, 3), (-1, 9)]
    return [every(tf.constant(x), tf.constant(y)) for x, y in pairs]


@parity
def test_what_stands_after_and_runs_only_if_needed(tf):
    v = tf.Variable(0)

    def counted():
        v.assign_add(1)
        return v > 0

    @tf.function
    def both(x):
        return x > 0 and counted()

    return both(tf.constant(1)), both(tf.constant(-1)), v


@parity
def test_attributes_and_items(tf):
    class Box:
        pass

    @tf.function
    def filled(x):
        box, row = Box(), {"a": tf.constant(1)}
        box.value = tf.constant(0.0)
        if x > 0:
            box.value = tf.constant(1.0)
            row["a"] = x
        return box.value, row["a"]

    return filled(tf.constant(5)), filled(tf.constant(-5))


# --- loops ---------------------------------------------------------------------------------------


@parity
def test_while_with_if_break_and_continue(tf):
    @tf.function
    def steps(n):
        count = 0
        while n != 1:
            print("traced once")
            count += 1
            if n % 2 == 0:
                n = n // 2
                continue
            n = 3 * n + 1
            if count >= 20:
                break
        return count, n

    return steps(tf.constant(6)), steps(tf.constant(27)), steps(tf.constant(1))


@parity
def test_for_over_a_range_whose_length_is_a_tensor(tf):
    @tf.function
    def total(start, stop, step):
        result = 0
        for i in tf.range(start, stop, step):
            if i == 6:
                continue
            for j in range(2):
                result += i * (j + 1)
        return result

    bounds = [(0, 5, 1), (2, 11, 2), (9, 0, -3), (3, 3, 1)]
    return [total(*map(tf.constant, each)) for each in bounds]


@parity
def test_for_over_rows_with_break_and_what_it_leaves(tf):
    @tf.function
    def until(x):
        print("tracing")
        seen = tf.zeros([2])
        for row in x:
            if tf.reduce_sum(row) > 5.0:
                break
            seen += row
        return seen, row

    return until(tf.constant([[1.0, 2.0], [2.0, 2.0], [9.0, 9.0], [1.0, 1.0]]))


@parity
def test_python_ranges_unroll_and_tensors_in_range_do_not(tf):
    @tf.function
    def total(n):
        result = 0
        for i in range(3):
            print("python", i)
            result += i
        for _ in range(n):
            print("tensor")
            result += n
        return result, len([2 * i for i in range(2)])

    return total(tf.constant(4))


@parity
def test_nested_structures_in_a_loop(tf):
    @tf.function
    def fibonacci(n):
        pair, last = (0, 1), {"value": tf.constant(0.0)}
        while n > 0:
            pair = (pair[1], pair[0] + pair[1])
            last["value"] += 0.5
            n -= 1
        return pair, last["value"]

    return fibonacci(tf.constant(10))


@parity
def test_a_variable_first_assigned_in_a_loop(tf):
    @tf.function
    def last(n):
        cube = None
        for i in tf.range(n):
            square = i * i
            cube = square * i
        return square, i, cube

    return last(tf.constant(4))


# --- variables and random numbers ----------------------------------------------------------------


@parity
def test_variables_in_branches_and_loops(tf):
    v, w = tf.Variable(1.0), tf.Variable(2.0)

    @tf.function
    def run(x, n):
        if x > 0:
            v.assign_add(x)
            y = v * w
        else:
            w.assign(v * x)
            y = w * w
        while v < n:
            v.assign(v * 2.0)
            if v > w:
                w.assign_add(1.0)
        return y

    two, limit = tf.constant(2.0), tf.constant(20.0)
    return run(two, limit), v.numpy(), w.numpy(), run(-two, limit), v.numpy(), w.numpy()


@parity
def test_each_round_draws_anew(tf):
    @tf.function
    def drawn(n):
        numbers = tf.zeros([8])
        for i in tf.range(n):
            numbers = tf.tensor_scatter_nd_update(numbers, [[i]], [tf.random.uniform([])])
        return numbers

    first, second = drawn(tf.constant(8)).numpy(), drawn(tf.constant(8)).numpy()
    return len({*first, *second})


@parity
def test_training_in_a_loop(tf):
    w = tf.Variable([0.0, 1.0])

    @tf.function
    def train(steps):
        loss = 0.0
        for step in tf.range(steps):
            with tf.GradientTape() as tape:
                loss = tf.reduce_sum((w - 3.0) ** 2)
            w.assign_sub(0.1 * tape.gradient(loss, w))
            if step % 4 == 0:
                tf.print("step", step, loss < 20.0)
        return loss

    return train(tf.constant(6)), w


@parity
def test_while_loop_assigns_to_variables(tf):
    v = tf.Variable(1.0)

    def grown(i, x):
        v.assign_add(x)
        return i + 1, x * v

    @tf.function
    def run(x):
        print("tracing")
        start = [tf.constant(0), x]
        return tf.while_loop(lambda i, x: i < 3 and x < 50.0, grown, start)

    return run(tf.constant(1.5)), v


@parity
def test_known_conditions_are_conditions_of_the_program(tf):
    @tf.function
    def run():
        if tf.constant(True):
            print("yes")
        else:
            print("no")
        i = tf.constant(0)
        while i < 3:
            print("once")
            i += 1
        return i

    return run()


# --- gradients -----------------------------------------------------------------------------------


def power(x, n, tf):
    y = x * 1.0
    for _ in tf.range(n):
        if y > 10.0:
            y = y * 0.5
        else:
            y = y * x
    return y


@pytest.mark.parametrize("bound", ["known", "tensor"])
@parity
def test_gradients_through_branches_and_a_loop(tf, bound):
    n = 9 if bound == "known" else tf.constant(9)
    x = tf.constant(1.5)
    compiled = tf.function(lambda x, n: power(x, n, tf))

    @tf.function
    def inside(x, n):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = power(x, n, tf)
        return tape.gradient(y, x)

    with tf.GradientTape() as tape:
        tape.watch(x)
        y = compiled(x, n)
    return y, tape.gradient(y, x), inside(x, n)


@parity
def test_gradients_of_gradients_through_while(tf):
    x, w = tf.constant([1.5, 2.0]), tf.Variable(2.0)

    @tf.function
    def grown(x):
        while tf.reduce_sum(x) < 100.0:
            x = x * x + w
        return x

    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = grown(x)
        slopes = tape.gradient(y, [x, w])
    return y, slopes, outer.gradient(slopes[0], x)


@parity
def test_gradients_through_more_steps_than_are_kept(tf):
    x = tf.constant(1.001)

    @tf.function
    def powered(x, n):
        y = x
        while n > 0:
            y, n = y * x, n - 1
        return y

    with tf.GradientTape() as tape:
        tape.watch(x)
        y = powered(x, tf.constant(301))
    return y, tape.gradient(y, x)


# --- which functions -----------------------------------------------------------------------------


def size(x):
    if x > 0:
        return x
    return -x


class Base:
    def scaled(self, x):
        if x > 0:
            return 2.0 * x
        return x


class Model(Base):
    def __init__(self, tf):
        self.calls = tf.Variable(0)

    def scaled(self, x):
        self.calls.assign_add(1)
        if x < 100.0:
            x = super().scaled(x)
        return x

    def __call__(self, x, shift=1.0):
        return self.scaled(x) + shift


@parity
def test_what_the_function_calls_is_rewritten_too(tf):
    model = Model(tf)

    @tf.function
    def run(x):
        pick = lambda y: y if y > 1.0 else -y  # noqa: E731
        mapped = tf.map_fn(size, tf.stack([x, -x]))
        branch = tf.cond(x > 0.0, lambda: size(x - 5.0), lambda: size(x))
        return model(x, shift=0.5), pick(x), mapped, branch

    return run(tf.constant(3.0)), run(tf.constant(-3.0)), model.calls


@parity
def test_methods(tf):
    class Counter:
        def __init__(self):
            self.total = tf.Variable(0)

        @tf.function
        def add(self, x):
            if x > 0:
                self.total.assign_add(x)
            return self.total.read_value()

    counter = Counter()
    return counter.add(tf.constant(3)), counter.add(tf.constant(-3)), counter.total


def plainly(tf, how):
    if how == "off":
        return tf.function(size, autograph=False)
    if how == "not converted":
        return tf.function(tf.autograph.experimental.do_not_convert(size))
    places = {}
    exec("def size(x):\n    if x > 0:\n        return x\n    return -x", places)
    return tf.function(places["size"])


@pytest.mark.parametrize("how", ["off", "not converted", "without source"])
@parity(raises="OperatorNotAllowedInGraphError")
def test_functions_that_are_not_rewritten(tf, how):
    plainly(tf, how)(tf.constant(-1))


@parity(warns=True)
def test_what_cannot_be_rewritten_runs_as_it_is(tf):
    @tf.function
    def run(x):
        for _ in range(2):
            x = x + 1
        else:
            x = x * 2
        return x

    return run(tf.constant(1))


# --- what was traced, and layers ------------------------------------------------------------------


def test_what_was_traced_can_be_looked_at():
    import kerasish as tf

    @tf.function
    def run(x, n):
        for _ in tf.range(n):
            x = x @ x
        return tf.reduce_sum(x) if n > 1 else x[0, 0]

    run(tf.ones([2, 2]), tf.constant(3))
    (traced,) = run.traces
    shown = [str(one) for one in traced.operations]
    assert [text.partition(":")[0] for text in shown] == ["range", "while_loop", "greater", "cond"]
    assert shown[2] == "greater: int32(), int32() -> bool()"
    assert traced.trace_seconds > 0 and traced.compile_seconds > 0
    assert "ag__.for_stmt(" in tf.autograph.to_code(run)


def test_a_layer_with_branches_and_loops_trains():
    import numpy as np

    import kerasish as tf

    class Gated(tf.keras.layers.Layer):
        def build(self, shape):
            self.w = self.add_weight(shape=(shape[-1], 1), initializer="ones")

        def call(self, x):
            y = x @ self.w
            if tf.reduce_mean(y) > 0.0:
                y = y * 2.0
            for _ in tf.range(2):
                y = y * 0.5
            return y

    model = tf.keras.Sequential([Gated()])
    model.compile("sgd", "mse")
    x = np.ones([4, 3], np.float32)
    history = model.fit(x, -x[:, :1], epochs=3, verbose=0)
    assert history.history["loss"][0] == pytest.approx((0.5 * 3 + 1) ** 2)
    assert history.history["loss"] == sorted(history.history["loss"], reverse=True)


# --- where it differs ----------------------------------------------------------------------------


@pytest.mark.xfail(reason="a compiled program has one shape for each value", raises=ValueError)
@parity
def test_branches_of_two_shapes(tf):
    def run(x):
        return tf.zeros([2]) if x > 0 else tf.zeros([3])

    return tf.function(run)(tf.constant(1))


@pytest.mark.xfail(reason="a compiled program has no text", raises=TypeError)
@parity
def test_text_chosen_by_a_tensor(tf):
    def run(x):
        return "more" if x > 0 else "less"

    return tf.function(run)(tf.constant(1))


@pytest.mark.xfail(reason="inside a compiled program nothing can raise: zeros come", strict=True)
@parity(raises="InvalidArgumentError")
def test_a_loop_that_never_runs_gives_no_value(tf):
    def run(n):
        for i in tf.range(n):
            y = i
        return y

    tf.function(run)(tf.constant(0))


@pytest.mark.xfail(reason="shapes are known while tracing, so zip takes rows", strict=True)
@parity(raises="OperatorNotAllowedInGraphError")
def test_rows_of_zip(tf):
    @tf.function
    def run(x):
        return [a * b for a, b in zip(x, x)]

    run(tf.constant([1, 2]))


@pytest.mark.xfail(reason="names with two underscores are rewritten as others are", strict=True)
@parity(raises="OperatorNotAllowedInGraphError", warns=True)
def test_a_private_method(tf):
    class Shifted:
        def __size(self, x):
            return x if x > 0 else -x

        @tf.function
        def size(self, x):
            return self.__size(x)

    Shifted().size(tf.constant(-1))


def test_a_condition_on_a_shape_chooses_between_shapes():
    import kerasish as tf

    @tf.function
    def padded(x):
        if tf.shape(x)[0] < 4:
            x = tf.concat([x, tf.zeros([4 - x.shape[0]])], 0)
        return x

    assert padded(tf.ones([3])).shape == padded(tf.ones([4])).shape == (4,)
    assert padded(tf.ones([5])).shape == (5,)
