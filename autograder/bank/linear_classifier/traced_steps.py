"""Right: the step is a tf.function, the batches are cut from tensors."""

like = "loop_by_hand"

# %% batches
def batches(inputs, targets, batch_size=32):
    inputs, targets = tf.convert_to_tensor(inputs), tf.convert_to_tensor(targets)
    order = tf.random.shuffle(tf.range(inputs.shape[0]))
    inputs, targets = tf.gather(inputs, order), tf.gather(targets, order)
    for i in range(0, inputs.shape[0], batch_size):
        yield inputs[i : i + batch_size], targets[i : i + batch_size]

# %% train_linear
def train_linear(inputs, targets, epochs=10):
    W = tf.Variable(tf.random.normal((2, 1), stddev=0.1))
    b = tf.Variable(0.0)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = square_loss(y, tf.matmul(x, W) + b)
        slope_W, slope_b = tape.gradient(loss, [W, b])
        W.assign_sub(0.04 * slope_W)
        b.assign_sub(0.04 * slope_b)
        return loss

    losses = []
    for _ in range(epochs):
        last = [step(x, y) for x, y in batches(inputs, targets)][-1]
        losses.append(last.numpy())
    return Trained(lambda x: tf.matmul(x, W) + b, [W, b], losses)

# %% train_two_layers
def train_two_layers(inputs, targets, epochs=8):
    variables = [
        tf.Variable(tf.random.normal((2, 4), stddev=0.3)),
        tf.Variable(tf.zeros((1, 4))),
        tf.Variable(tf.random.normal((4, 1), stddev=0.3)),
        tf.Variable(tf.zeros((1, 1))),
    ]

    @tf.function
    def predict(x):
        W1, b1, W2, b2 = variables
        return tf.matmul(tf.matmul(x, W1) + b1, W2) + b2

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = square_loss(y, predict(x))
        for variable, slope in zip(variables, tape.gradient(loss, variables)):
            variable.assign_sub(0.02 * slope)
        return loss

    losses = []
    for _ in range(epochs):
        of_batches = [float(step(x, y)) for x, y in batches(inputs, targets)]
        losses.append(sum(of_batches) / len(of_batches))
    return Trained(predict, variables, losses)
