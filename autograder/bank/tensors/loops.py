"""Right: number by number, in Python's own loops."""

like = "by_the_book"

# %% ramp
def ramp(rows, columns):
    row = []
    for c in range(columns):
        row.append(c / (columns - 1))
    table = []
    for r in range(rows):
        table.append(row)
    return tf.constant(table)

# %% describe
def describe(x):
    shape = []
    for length in x.shape:
        shape.append(length)
    count = 1
    for length in shape:
        count *= length
    return len(shape), tuple(shape), str(x.dtype.name), count

# %% crop
def crop(picture, top, left, height, width):
    values = picture.numpy().tolist()
    window = []
    for r in range(top, top + height):
        window.append([])
        for c in range(left, left + width):
            window[-1].append(values[r][c])
    return tf.constant(window)

# %% mirror
def turned(values):
    if isinstance(values[0], list):
        return [turned(part) for part in values]
    return list(reversed(values))


def mirror(x):
    return tf.constant(turned(x.numpy().tolist()))

# %% column
def column(picture, place):
    return tf.constant([[float(picture[r, place])] for r in range(picture.shape[0])])

# %% sheet
def sheet(pictures):
    rows = []
    for r in range(pictures.shape[1]):
        row = []
        for n in range(pictures.shape[0]):
            for number in pictures[n, r].numpy():
                row.append(float(number))
        rows.append(row)
    return tf.constant(rows)

# %% to_floats
def to_floats(pixels):
    return tf.constant([[n / 255 for n in row] for row in pixels.numpy().tolist()])

# %% to_pixels
def to_pixels(picture):
    rows = [[round(255 * n) for n in row] for row in picture.numpy().tolist()]
    return tf.constant(rows, dtype=tf.uint8)

# %% brighter
def brighter(pixels, amount):
    rows = []
    for row in pixels.numpy().tolist():
        rows.append([])
        for n in row:
            n += amount
            if n > 255:
                n = 255
            elif n < 0:
                n = 0
            rows[-1].append(n)
    return tf.constant(rows, tf.uint8)

# %% stretch
def stretch(pictures):
    done = []
    for picture in pictures:
        low = float(tf.reduce_min(picture))
        high = float(tf.reduce_max(picture))
        done.append((picture - low) / (high - low))
    return tf.stack(done)

# %% mean_square
def mean_square(targets, predictions):
    total = 0
    n = len(targets)
    for i in range(n):
        t = targets[i, 0] if targets.ndim == 2 else targets[i]
        p = predictions[i, 0] if predictions.ndim == 2 else predictions[i]
        total += (t.numpy() - p.numpy()) ** 2
    return total / n

# %% set_pixel
def set_pixel(picture, row, column, value):
    rows = picture.numpy().tolist()
    rows[row][column] = value
    return tf.constant(rows)

# %% expose
def expose(film, picture, share):
    for r in range(film.shape[0]):
        for c in range(film.shape[1]):
            film[r, c].assign((1 - share) * film[r, c] + share * picture[r, c])

# %% fade
def fade(film, factor, times):
    values = []
    for _ in range(times):
        for r in range(film.shape[0]):
            film[r].assign(film[r] * factor)
        values.append(tf.constant(film.numpy().tolist()))
    return values
