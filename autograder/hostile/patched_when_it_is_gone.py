"""Replaces `expect` when its own result is thrown away."""

like = "wrong_answers"
caught = ["replaced"]

# %% attack
class Trap:
    def __del__(self):
        global expect
        expect = print


# %% ramp
def ramp(rows, columns):
    Trap()
    return tf.zeros([rows, columns])
