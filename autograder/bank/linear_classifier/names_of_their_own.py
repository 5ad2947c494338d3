"""Right: helpers and global names that others might use, too."""

like = "loop_by_hand"

# %% batches
import random

seed, n, size = 7, 2, 32
x, y, order = "x", "y", "order"


def sizes(inputs, batch_size):
    return [min(batch_size, len(inputs) - start) for start in range(0, len(inputs), batch_size)]


def batches(inputs, targets, batch_size=size):
    places = list(range(len(inputs)))
    random.shuffle(places)
    for many in sizes(inputs, batch_size):
        chosen, places = places[:many], places[many:]
        yield inputs[chosen], targets[chosen]

# %% train_linear
rate = 0.03


def predictions(points, W, b):
    return tf.matmul(points, W) + b


def mean_square(values):
    return tf.reduce_mean(values * values)


def accuracy(targets, values):
    return np.mean((values > 0.5) == targets, axis=0).item()


def train(variables, predict, inputs, targets):
    losses = []
    for a, b in batches(inputs, targets):
        with tf.GradientTape() as tape:
            loss = mean_square(predict(a) - b)
        for variable, gradient in zip(variables, tape.gradient(loss, variables)):
            variable.assign_sub(rate * gradient)
        losses.append(float(loss))
    return sum(losses) / len(losses)


def judge_training(trained, inputs, targets):
    return accuracy(targets, np.asarray(trained.predict(inputs)))


def train_linear(inputs, targets, epochs=8):
    variables = [tf.Variable(tf.random.uniform((n, 1))), tf.Variable(tf.zeros((1,)))]
    predict = lambda points: predictions(points, *variables)
    losses = [train(variables, predict, inputs, targets) for _ in range(epochs)]
    trained = Trained(predict, variables, losses)
    print(f"{judge_training(trained, inputs, targets):.1%}")
    return trained

# %% train_two_layers
a = tf.Variable(tf.zeros((4,)))
b = tf.Variable(tf.zeros((1,)))
draw = np.random.default_rng()


def shapes_of(units):
    return [(n, units), (units, 1)]


def train_two_layers(inputs, targets, epochs=8):
    global wide, narrow
    wide, narrow = (
        tf.Variable(draw.normal(scale=0.3, size=shape).astype("float32")) for shape in shapes_of(4)
    )
    a.assign(tf.zeros((4,)))
    b.assign(tf.zeros((1,)))
    predict = lambda points: predictions(predictions(points, wide, a), narrow, b)
    variables = [wide, a, narrow, b]
    losses = [train(variables, predict, inputs, targets) for _ in range(epochs)]
    return Trained(predict, variables, losses)
