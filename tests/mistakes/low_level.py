"""Mistakes with tensors, variables, tapes and functions."""

from mistakes import NOTHING, WARNING, Mistake

TENSORS = [
    Mistake(
        "matrices whose inner lengths differ",
        """
a = tf.ones([2, 3])
b = tf.ones([4, 5])
a @ b  # here
""",
        "InvalidArgumentError",
        came=r"shape \(2, 3\) by one of shape \(4, 5\)",
        expected=r"last axis of `a` must be as long as the second to last of `b`",
        advice=r"Transpose one",
    ),
    Mistake(
        "a matrix times a vector",
        """
tf.matmul(tf.ones([2, 3]), tf.ones([3]))  # here
""",
        "InvalidArgumentError",
        came=r"`b` has shape \(3,\)",
        expected=r"two axes at least",
        advice=r"b\[:, tf\.newaxis\]",
    ),
    Mistake(
        "shapes that do not broadcast",
        """
tf.ones([2, 3]) + tf.ones([2])  # here
""",
        "InvalidArgumentError",
        came=r"shape \(2, 3\) and a Tensor of dtype float32 and shape \(2,\)",
        expected=r"equal or one of them is 1",
        advice=r"compared from the last axis",
    ),
    Mistake(
        "whole numbers plus floats",
        """
tf.constant([1, 2]) + tf.constant([1.5, 2.5])  # here
""",
        "InvalidArgumentError",
        came=r"dtype int32 and shape \(2,\) and a Tensor of dtype float32",
        expected=r"one dtype",
        advice=r"tf\.cast\(x, tf\.float32\)",
    ),
    Mistake(
        "half of a whole number",
        """
tf.constant([1, 2]) * 0.5  # here
""",
        "TypeError",
        came=r"dtype int32 and shape \(2,\) and a Tensor of dtype float32",
        expected=r"one dtype",
        advice=r"tf\.cast\(x, tf\.float32\)",
    ),
    Mistake(
        "the root of a whole number",
        """
tf.sqrt(4)  # here
""",
        "InvalidArgumentError",
        came=r"dtype int32",
        expected=r"float32",
        advice=r"tf\.cast\(x, tf\.float32\)",
    ),
    Mistake(
        "arithmetic with text",
        """
tf.constant(["1", "2"]) + 1  # here
""",
        "InvalidArgumentError",
        came=r"dtype string and shape \(2,\)",
        expected=r"Strings can be made, shown and compared",
        advice=r"\.numpy\(\)",
    ),
    Mistake(
        "rows of different lengths",
        """
tf.constant([[1, 2, 3], [4, 5]])  # here
""",
        "ValueError",
        came=r"element 0 has shape \(3,\), but element 1 has shape \(2,\)",
        expected=r"rows must have the same length",
        advice=r"All rows",
    ),
    Mistake(
        "a shape as two arguments",
        """
tf.zeros(2, 3)  # here
""",
        "TypeError",
        came=r"\b3\b",
        expected=r"Known types: .*float32",
        advice=r"tf\.zeros\(\[2, 3\]\)",
        tensorflow=NOTHING,  # where 3 is the number of a dtype
    ),
    Mistake(
        "a dtype that there is not",
        """
tf.cast([1, 2], "flaot32")  # here
""",
        "TypeError",
        came=r"'flaot32'",
        expected=r"Known types",
        advice=r"float32",
    ),
    Mistake(
        "a reshape to another size",
        """
tf.reshape(tf.range(6), [4, 2])  # here
""",
        "InvalidArgumentError",
        came=r"6 values",
        expected=r"requested shape has 8",
        advice=r"Use -1",
    ),
    Mistake(
        "concat along the wrong axis",
        """
tf.concat([tf.ones([2, 3]), tf.ones([3, 3])], axis=1)  # here
""",
        "InvalidArgumentError",
        came=r"shape \(2, 3\) and a Tensor of dtype float32 and shape \(3, 3\)",
        expected=r"need the same shape",
        advice=r"differ along `axis` alone",
    ),
    Mistake(
        "an axis that there is not",
        """
tf.reduce_sum(tf.ones([2, 3]), axis=2)  # here
""",
        "InvalidArgumentError",
        came=r"shape \(2, 3\).*axis 2",
        expected=r"counts from 0",
        advice=r"-1 for the last",
    ),
    Mistake(
        "several elements picked in brackets",
        """
tf.range(5)[tf.constant([0, 2])]  # here
""",
        "TypeError",
        came=r"got <tf\.Tensor: shape=\(2,\)",
        expected=r"Only integers, slices",
        advice=r"tf\.gather\(x, indices\)",
    ),
    Mistake(
        "half a length as an index",
        """
x = tf.range(10)
x[: 10 / 2]  # here
""",
        "TypeError",
        came=r"got 5\.0",
        expected=r"Only integers, slices",
        advice=r"n // 2",
    ),
    Mistake(
        "sources that are not in one list",
        """
W, b = tf.Variable([[1.0]]), tf.Variable([1.0, 2.0])
with tf.GradientTape() as tape:
    loss = W * b
tape.gradient(loss, W, b[:1])  # here
""",
        "ValueError",
        came=r"output_gradients has \(1,\)",
        expected=r"target has \(1, 2\)",
        advice=r"tape\.gradient\(loss, \[W, b\]\)",
        tensorflow="InvalidArgumentError",
    ),
    Mistake(
        "the gradient of a NumPy number",
        """
v = tf.Variable(3.0)
with tf.GradientTape() as tape:
    loss = (v * v).numpy()
tape.gradient(loss, v)  # here
""",
        "TypeError",
        came=r"a float32 of dtype float32",
        expected=r"a tensor computed inside the tape",
        advice=r"leave out \.numpy\(\)",
        tensorflow="AttributeError",
    ),
    Mistake(
        "one_hot of floats",
        """
tf.one_hot([1.0, 2.0], 3)  # here
""",
        "InvalidArgumentError",
        came=r"`one_hot`.*dtype float32",
        expected=r"int32 or int64",
        advice=r"tf\.cast\(indices, tf\.int32\)",
    ),
    Mistake(
        "an index past the end",
        """
x = tf.constant([1, 2, 3])
x[3]  # here
""",
        "InvalidArgumentError",
        came=r"index 3 of dimension 0",
        expected=r"length 3",
        advice=r"-3 to 2 are valid",
    ),
    Mistake(
        "if on a tensor of several elements",
        """
x = tf.constant([1.0, 2.0])
if x > 0:  # here
    print("positive")
""",
        "ValueError",
        came=r"shape \(2,\)",
        expected=r"ambiguous",
        advice=r"tf\.reduce_any\(x\) or tf\.reduce_all\(x\)",
    ),
    Mistake(
        "a misspelt name",
        """
tf.reshpe(tf.ones([2, 3]), [3, 2])  # here
""",
        "AttributeError",
        came=r"'reshpe'",
        expected=r"has no attribute",
        advice=r"tf\.reshape",
    ),
    Mistake(
        "NumPy's method on a tensor",
        """
tf.ones([2, 3]).reshape(3, 2)  # here
""",
        "AttributeError",
        came=r"'reshape'",
        expected=r"'Tensor' object",
        advice=r"tf\.reshape\(x, shape\)",
    ),
    Mistake(
        "a misspelt argument of an operation",
        """
tf.reduce_sum(tf.ones([2, 3]), axes=0)  # here
""",
        "TypeError",
        came=r"'axes'",
        expected=r"input_tensor, axis, keepdims",
        advice=r"Did you mean 'axis'",
    ),
]

VARIABLES = [
    Mistake(
        "an assignment into a tensor",
        """
x = tf.constant([1.0, 2.0])
x[0] = 5.0  # here
""",
        "TypeError",
        came=r"'Tensor' object does not support item assignment",
        expected=r"never changes",
        advice=r"tf\.Variable",
    ),
    Mistake(
        "an assignment into a variable with =",
        """
v = tf.Variable([1.0, 2.0])
v[0] = 5.0  # here
""",
        "TypeError",
        came=r"'Variable' object does not support item assignment",
        expected=r"instead of v\[\.\.\.\] = value",
        advice=r"v\[\.\.\.\]\.assign\(value\)",
    ),
    Mistake(
        "a variable without a value, its argument misspelt",
        """
tf.Variable(initial_Value=3.0)  # here
""",
        "ValueError",
        came=r"initial_Value\.",
        expected=r"`initial_value`",
        advice=r"tf\.Variable\(\[1\., 2\.\]\)",
    ),
    Mistake(
        "a value of another shape",
        """
v = tf.Variable([1.0, 2.0])
v.assign([1.0, 2.0, 3.0])  # here
""",
        "ValueError",
        came=r"assigned value shape \(3,\)",
        expected=r"variable shape \(2,\)",
        advice=r"make a new variable",
    ),
    Mistake(
        "floats for a variable of whole numbers",
        """
v = tf.Variable([1, 2])
v.assign([1.5, 2.5])  # here
""",
        "TypeError",
        came=r"dtype float32",
        expected=r"dtype int32",
        advice=r"tf\.cast",
    ),
]

TAPES = [
    Mistake(
        "the gradient of a whole-number variable",
        """
x = tf.Variable(3)
with tf.GradientTape() as tape:
    y = x * x
assert tape.gradient(y, x) is None  # here
""",
        WARNING,
        came=r"tf\.int32",
        expected=r"must be floating",
        advice=r"3\.0 instead of 3",
        tensorflow=NOTHING,  # it says so in a log that is off by default
    ),
    Mistake(
        "a gradient that is None, since nothing was watched",
        """
x = tf.constant(3.0)
with tf.GradientTape() as tape:
    y = x * x
x - tape.gradient(y, x)  # here
""",
        "ValueError",
        came=r"None",
        expected=r"computed from the source inside the tape",
        advice=r"tape\.watch\(source\)",
    ),
    Mistake(
        "a gradient that is None, since the variable was used outside",
        """
v = tf.Variable(3.0)
y = v * v
with tf.GradientTape() as tape:
    loss = y + 1.0
v.assign_sub(tape.gradient(loss, v))  # here
""",
        "ValueError",
        came=r"None",
        expected=r"computed from the source inside the tape",
        advice=r"compute it there",
    ),
    Mistake(
        "a second gradient from one tape",
        """
x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = x * x
tape.gradient(y, x)
tape.gradient(y, x)  # here
""",
        "RuntimeError",
        came=r"non-persistent GradientTape",
        expected=r"one set of gradients",
        advice=r"persistent=True",
    ),
    Mistake(
        "the gradient of a Python number",
        """
x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = float(x * x)
tape.gradient(y, x)  # here
""",
        "TypeError",
        came=r"9\.0 \(float\)",
        expected=r"must be a tensor",
        advice=r"inside the tape",
        tensorflow="AttributeError",  # 'float' object has no attribute 'dtype'
    ),
    Mistake(
        "a watched number",
        """
with tf.GradientTape() as tape:
    tape.watch(3.0)  # here
""",
        "ValueError",
        came=r"3\.0 of type 'float'",
        expected=r"tf\.Tensor or tf\.Variable",
        advice=r"x = tf\.constant\(3\.0\)",
    ),
]

FUNCTIONS = [
    Mistake(
        ".numpy() inside tf.function",
        """
@tf.function
def mean(x):
    return x.numpy().mean()  # here

mean(tf.ones([3]))
""",
        "AttributeError",
        came=r"'numpy'",
        expected=r"no value yet",
        advice=r"on what the function returns",
    ),
    Mistake(
        "NumPy inside tf.function",
        """
@tf.function
def root(x):
    return np.sqrt(x)  # here

root(tf.ones([3]))
""",
        "NotImplementedError",
        came=r"symbolic tf\.Tensor \(x:0\)",
        expected=r"no value yet",
        advice=r"tf operation of the same name",
    ),
    Mistake(
        "a new variable in every call",
        """
@tf.function
def count():
    v = tf.Variable(0)  # here
    return v.assign_add(1)

count()
""",
        "ValueError",
        came=r"created on the first call",
        expected=r"only created once",
        advice=r"if self\.v is None",
    ),
    Mistake(
        "a tensor that does not fit the input signature",
        """
@tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
def total(x):
    return tf.reduce_sum(x)

total(tf.ones([2, 2]))  # here
""",
        "TypeError",
        came=r"`x` is a Tensor of dtype float32 and shape \(2, 2\)",
        expected=r"TensorSpec\(shape=\(None,\), dtype=tf\.float32",
        advice=r"change input_signature",
    ),
]

MISTAKES = TENSORS + VARIABLES + TAPES + FUNCTIONS
