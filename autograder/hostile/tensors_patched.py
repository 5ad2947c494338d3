"""Lets tensors turn into whatever array is asked for."""

like = "wrong_answers"
caught = ["replaced"]

# %% attack
kind = type(tf.constant(0.0))
kind.__array__ = lambda self, *args, **options: np.full(self.shape, np.nan)
kind.__eq__ = lambda self, other: True
