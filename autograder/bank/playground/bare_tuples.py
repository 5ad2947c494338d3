"""Right: plain tuples with NumPy numbers, and the random numbers seeded each time."""

like = "page_as_it_is"

# %% circle_plan
def circle_plan():
    keras.utils.set_random_seed(7)
    net = keras.Sequential([keras.layers.Dense(9, "relu"), keras.layers.Dense(1, "sigmoid")])
    net.compile(keras.optimizers.Adam(0.03), "binary_crossentropy")
    return net, np.int64(10), np.int32(60)

# %% xor_plan
def xor_plan():
    keras.utils.set_random_seed(7)
    net = keras.Sequential([keras.layers.Dense(12, "relu"), keras.layers.Dense(1, "sigmoid")])
    net.compile(keras.optimizers.Adam(0.03), "binary_crossentropy")
    return net, np.int64(10), np.int32(60)

# %% gauss_plan
def gauss_plan():
    keras.utils.set_random_seed(7)
    net = keras.Sequential([keras.layers.Dense(1, "sigmoid")])
    net.compile(keras.optimizers.Adam(0.1), "binary_crossentropy")
    return net, np.int64(10), np.int32(40)

# %% spiral_plan
def spiral_plan():
    keras.utils.set_random_seed(7)
    layers = [keras.layers.Dense(16, "relu") for _ in range(2)]
    net = keras.Sequential([*layers, keras.layers.Dense(1, "sigmoid")])
    net.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    return net, np.int64(10), np.int32(160)
