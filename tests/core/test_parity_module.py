"""`tf.Module`: finds the variables of a program's parts, as TensorFlow's does."""

from oracle import parity


def linear_class(tf):
    class Linear(tf.Module):
        def __init__(self, inputs, outputs, name=None):
            super().__init__(name=name)
            self.w = tf.Variable(tf.ones((inputs, outputs)), name="w")
            self.b = tf.Variable(tf.zeros(outputs), name="b")

        def __call__(self, x):
            return x @ self.w + self.b

    return Linear


@parity
def test_a_module_finds_its_variables(tf):
    linear = linear_class(tf)(2, 3)
    print([v.name for v in linear.variables], linear.name)
    return linear.trainable_variables, linear(tf.ones((1, 2)))


@parity
def test_modules_in_attributes_lists_and_dictionaries(tf):
    linear = linear_class(tf)

    class Network(tf.Module):
        def __init__(self):
            super().__init__(name="network")
            self.first = linear(2, 2, name="first")
            self.others = [linear(2, 1), {"last": linear(1, 1)}]
            self.scale = tf.Variable(2.0, trainable=False, name="scale")
            self.note = "no variable"

    network = Network()
    print([v.name for v in network.variables], [v.shape for v in network.trainable_variables])
    print([v.name for v in network.non_trainable_variables], network.name)
    print([each.name for each in network.submodules])
    return network.variables


@parity
def test_a_variable_in_two_places_counts_once(tf):
    class Tied(tf.Module):
        def __init__(self):
            super().__init__()
            self.a = tf.Variable(1.0)
            self.b = self.a
            self.both = [self.a, tf.Variable(2.0)]

    return Tied().trainable_variables


@parity
def test_attributes_that_change(tf):
    module = tf.Module()
    module.v = tf.Variable(1.0)
    before = len(module.variables)
    del module.v
    print(before, len(module.variables), module.name)


@parity
def test_the_gradient_of_a_module(tf):
    linear = linear_class(tf)(2, 3)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(linear(tf.constant([[1.0, 2.0]])) ** 2)
    return tape.gradient(loss, linear.trainable_variables)


@parity
def test_a_method_that_is_a_function(tf):
    class Counter(tf.Module):
        def __init__(self):
            super().__init__()
            self.count = tf.Variable(0)

        @tf.function
        def __call__(self, step):
            print("tracing")
            return self.count.assign_add(step)

    counter = Counter()
    counter(tf.constant(2))
    counter(tf.constant(3))
    return counter.count, counter.variables
