"""Right: the gradient for A · X = B is derived by hand; the walk is recursive."""

like = "by_the_book"

# %% walk
def walk(loss, start, step, count):
    x = tf.convert_to_tensor(start)
    if count == 0:
        return [x]
    with tf.GradientTape() as tape:
        tape.watch(x)
        wrong = loss(x)
    return [x] + walk(loss, x - step * tape.gradient(wrong, x), step, count - 1)

# %% solve
def solve(A, B):
    a, b = A.numpy(), B.numpy()
    x = np.zeros_like(b)
    for _ in range(500):
        x = x - 0.05 * 2 * a.T @ (a @ x - b)
    return x
