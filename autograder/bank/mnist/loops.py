"""Right: counts and compares in loops, and returns lists."""

like = "by_the_book"

# %% scaled
def scaled(images, largest):
    result = np.zeros(images.shape, "float32")
    for i in range(len(images)):
        result[i] = images[i] / largest
    return result

# %% as_rows
def as_rows(labels, classes):
    rows = []
    for label in labels:
        row = [0.0] * classes
        row[label] = 1.0
        rows.append(row)
    return rows

# %% train_reader
def train_reader(x, y, x_val, y_val):
    classes = len(y[0]) if np.ndim(y) == 2 else len(set(y))
    model = compile_for(model_by_adding(x.shape[1:], [80], classes), y)
    return [model, model.fit(x, y, epochs=30, validation_data=(x_val, y_val), verbose=0)]

# %% confusion_matrix
def confusion_matrix(labels, guesses, classes):
    table = [[0] * classes for _ in range(classes)]
    for i in range(len(labels)):
        table[labels[i]][guesses[i]] += 1
    return table

# %% shares_right
def shares_right(matrix):
    shares = []
    for i in range(len(matrix)):
        shares.append(matrix[i][i] / sum(matrix[i]))
    return shares

# %% most_confused
def most_confused(matrix):
    most = -1
    for i in range(len(matrix)):
        for k in range(len(matrix)):
            if i != k and matrix[i][k] > most:
                most = matrix[i][k]
                pair = [i, k]
    return pair
