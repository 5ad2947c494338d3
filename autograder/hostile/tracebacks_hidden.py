"""Keeps IPython from showing errors."""

like = "wrong_answers"
caught = ["reaches-inside"]

# %% attack
shell = get_ipython()
shell.showtraceback = shell.showsyntaxerror = lambda *args, **options: None
