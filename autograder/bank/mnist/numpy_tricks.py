"""Right: rows from the identity matrix, counts from bincount."""

like = "by_the_book"

# %% scaled
def scaled(images, largest):
    return np.divide(images, largest, dtype="float64")

# %% as_rows
def as_rows(labels, classes):
    return np.eye(classes)[labels]

# %% confusion_matrix
def confusion_matrix(labels, guesses, classes):
    places = np.asarray(labels).astype(int) * classes + guesses
    return np.bincount(places, minlength=classes * classes).reshape(classes, classes)

# %% shares_right
def shares_right(matrix):
    return (matrix * np.eye(len(matrix))).sum(axis=1) / matrix.sum(axis=1)

# %% most_confused
def most_confused(matrix):
    return divmod(int(np.where(np.eye(len(matrix)), -1, matrix).argmax()), len(matrix))
