"""Wrong: lets the library solve the system."""

like = "by_the_book"
lost = {
    "solve_walked": "`solve` calls `tf.linalg.solve`",
}

# %% solve
def solve(A, B):
    return tf.linalg.solve(A, B)
