"""Wrong: the answers to the visible examples, written down."""

like = "by_the_book"
lost = {
    "slope_exact": "`slope` gave 2 for a function",
    "slope_whole_numbers": "is 2. Expected",
    "gradients_watched": "what `gradients` returned has length 2",
    "gradients_zero": "has shape ()",
    "motion_speed": "the tensor of places is 0",
    "motion_acceleration": "the tensor of accelerations is 9.8",
    "kind_told": "`kind_of_place` said 'minimum'",
    "walk_path": "6 steps gave 21 places",
    "walk_shapes": "has shape ()",
    "solve_walked": "X has shape (2, 1)",
    "minimum_found": "came to 1, where the slope is",
    "lowest_chosen": "`lowest_valley`",
}

# %% slope
def slope(f, place):
    return 2.0

# %% gradients
def gradients(f, inputs):
    return [tf.constant(24.0), tf.constant(9.0)]

# %% motion
def motion(position, times):
    return times * 0, times * 9.8, times * 0 + 9.8

# %% kind_of_place
def kind_of_place(f, place):
    return "minimum"

# %% walk
def walk(loss, start, step, count):
    return [3.0] + [1.0] * 20

# %% solve
def solve(A, B):
    return tf.constant([[1.53], [-1.93]])

# %% find_minimum
def find_minimum(f, start):
    return 1.0

# %% lowest_valley
def lowest_valley(f, starts):
    return -0.909
