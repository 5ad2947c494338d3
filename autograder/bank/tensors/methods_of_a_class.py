"""Right: a class does the work, and the names asked for are its methods."""

like = "by_the_book"

# %% ramp
class Darkroom:
    def __init__(self, levels=255):
        self.levels = levels

    def ramp(self, rows, columns):
        steps = tf.cast(tf.range(columns), tf.float32) / (columns - 1)
        return tf.broadcast_to(steps, (rows, columns))

    def crop(self, picture, top, left, height, width):
        rows = tf.gather(picture, tf.range(top, top + height), axis=0)
        return tf.gather(rows, tf.range(left, left + width), axis=1)

    def to_floats(self, pixels):
        return pixels / self.levels

    def to_pixels(self, picture):
        return tf.cast(self.levels * picture + 0.5, "uint8")

    def brighter(self, pixels, amount):
        wide = tf.cast(pixels, "int32") + amount
        wide = tf.where(wide > self.levels, self.levels, wide)
        return tf.cast(tf.where(wide < 0, 0, wide), "uint8")


darkroom = Darkroom()
ramp = darkroom.ramp

# %% crop
crop = darkroom.crop

# %% to_floats
to_floats = darkroom.to_floats

# %% to_pixels
to_pixels = darkroom.to_pixels

# %% brighter
brighter = darkroom.brighter

# %% fade
class Fade:
    def __call__(self, film, factor, times):
        return [film.assign(film * factor).numpy() for _ in range(times)]


fade = Fade()
