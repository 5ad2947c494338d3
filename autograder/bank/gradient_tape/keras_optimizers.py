"""Right: optimizers of Keras move the variables."""

like = "by_the_book"

# %% walk
from kerasish import keras


def walk(loss, start, step, count):
    x = tf.Variable(start)
    optimizer = keras.optimizers.SGD(learning_rate=step)
    path = [tf.identity(x)]
    for _ in range(count):
        with tf.GradientTape() as tape:
            wrong = loss(x)
        optimizer.apply_gradients([(tape.gradient(wrong, x), x)])
        path.append(tf.identity(x))
    return path

# %% solve
def solve(A, B):
    X = tf.Variable(tf.random.normal(B.shape))
    optimizer = keras.optimizers.SGD(0.02, momentum=0.8)
    for _ in range(300):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(tf.matmul(A, X) - B))
        optimizer.apply_gradients(zip(tape.gradient(loss, [X]), [X]))
    return X

# %% find_minimum
def find_minimum(f, start):
    x = tf.Variable(float(start))
    optimizer = keras.optimizers.Adam(learning_rate=0.05)
    for _ in range(1500):
        with tf.GradientTape() as tape:
            y = f(x)
        gradient = tape.gradient(y, x)
        if abs(gradient) < 0.005:
            break
        optimizer.apply_gradients([(gradient, x)])
    return float(x)
