"""Gives IPython a handler for all errors, which says nothing."""

like = "wrong_answers"
caught = ["reaches-inside"]

# %% attack
shell = get_ipython()
shell.set_custom_exc((BaseException,), lambda *args, **options: None)
