"""Right: tf's operations in place of NumPy's, tensors are returned."""

like = "by_the_book"

# %% scaled
import kerasish as tf


def scaled(images, largest):
    return tf.cast(images, tf.float32) / float(largest)

# %% as_rows
def as_rows(labels, classes):
    return tf.one_hot(labels, classes)

# %% confusion_matrix
def confusion_matrix(labels, guesses, classes):
    return tf.math.confusion_matrix(labels, guesses, num_classes=classes)

# %% shares_right
def shares_right(matrix):
    matrix = tf.cast(matrix, tf.float32)
    right = tf.reduce_sum(matrix * tf.eye(matrix.shape[0]), axis=1)
    return right / tf.reduce_sum(matrix, axis=1)

# %% most_confused
def most_confused(matrix):
    matrix = tf.cast(matrix, tf.int32)
    errors = matrix * (1 - tf.cast(tf.eye(matrix.shape[0]), tf.int32))
    place = tf.argmax(tf.reshape(errors, [-1]))
    return place // matrix.shape[0], place % matrix.shape[0]
