"""Right: the results stay NumPy arrays and numbers, of the dtypes asked for."""

like = "by_the_book"

# %% ramp
def ramp(rows, columns):
    return np.broadcast_to(np.linspace(0, 1, columns, dtype=np.float32), (rows, columns))

# %% describe
def describe(x):
    return np.int64(x.ndim), np.array(x.shape), x.dtype, np.prod(np.array(x.shape))

# %% crop
def crop(picture, top, left, height, width):
    return picture.numpy()[top:, left:][:height, :width]

# %% mirror
def mirror(x):
    return x.numpy()[..., ::-1]

# %% column
def column(picture, place):
    return picture.numpy()[:, [place]]

# %% sheet
def sheet(pictures):
    return np.concatenate(list(pictures.numpy()), axis=1)

# %% to_floats
def to_floats(pixels):
    return pixels.numpy().astype("float32") / np.float32(255)

# %% to_pixels
def to_pixels(picture):
    return (picture.numpy() * 255 + 0.5).astype("uint8")

# %% brighter
def brighter(pixels, amount):
    return np.clip(pixels.numpy() + np.int32(amount), 0, 255).astype("uint8")

# %% stretch
def stretch(pictures):
    flat = pictures.numpy().reshape(len(pictures), -1)
    flat = flat - flat.min(1)[:, None]
    return (flat / flat.max(1)[:, None]).reshape(pictures.shape)

# %% mean_square
def mean_square(targets, predictions):
    return float(((targets.numpy().ravel() - predictions.numpy().ravel()) ** 2).mean())

# %% set_pixel
def set_pixel(picture, row, column, value):
    copy = picture.numpy().copy()
    copy[row][column] = value
    return copy

# %% expose
def expose(film, picture, share):
    film.assign(film.numpy() * (1 - share) + picture.numpy() * share)
    return film.numpy()

# %% fade
def fade(film, factor, times):
    values = []
    while len(values) < times:
        film.assign(film * factor)
        values.append(film.numpy().copy())
    return np.array(values)
