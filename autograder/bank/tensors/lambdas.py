"""Right: one expression each."""

like = "by_the_book"

# %% ramp
ramp = lambda rows, columns: tf.stack([tf.linspace(0.0, 1.0, columns)] * rows)

# %% describe
describe = lambda x: (len(x.shape), x.shape, x.dtype, int(np.prod(x.shape)))

# %% crop
crop = lambda p, t, l, h, w: p[t:][:h, l:][:, :w]

# %% mirror
mirror = lambda x: tf.gather(x, tf.range(x.shape[-1] - 1, -1, -1), axis=-1)

# %% column
column = lambda p, k: tf.reshape(p[:, k], (-1, 1))

# %% sheet
sheet = lambda ps: tf.concat([p for p in ps], 1)

# %% to_floats
to_floats = lambda p: tf.cast(p / 255, tf.float32)

# %% brighter
brighter = lambda p, a: tf.saturate_cast(tf.cast(p, tf.int32) + a, tf.uint8)

# %% mean_square
mean_square = lambda t, p: tf.reduce_mean(tf.square(tf.reshape(t, -1) - tf.reshape(p, -1)))

# %% expose
expose = lambda film, picture, share: film.assign_add(share * (picture - film))

# %% fade
fade = lambda film, f, n: [tf.identity(film.assign(film * f)) for _ in range(n)]
