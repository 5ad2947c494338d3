"""Shows pages with scripts, and one of enormous size."""

like = "wrong_answers"

# %% attack
from IPython.display import HTML, Javascript, display

display(HTML("<script>fetch('http://127.0.0.1/').then(alert)</script>"))
display(Javascript("Jupyter.notebook.kernel.execute('1')"))
display(HTML("<b>" * 2_000_000))
