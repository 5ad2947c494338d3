"""Replaces a value that the tests keep, by one that answers for them."""

like = "wrong_answers"
caught = ["replaced"]

# %% attack
class Never(set):
    def __contains__(self, item):
        raise SystemExit


took_too_long = Never()
