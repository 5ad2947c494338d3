"""Right: squares, products and sines as features, and hardly a hidden unit."""

like = "page_as_it_is"

# %% circle_plan
def squares(points):
    return np.asarray(points) ** 2


def logistic(inputs, rate):
    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(1, "sigmoid")])
    model.compile(keras.optimizers.Adam(rate), "binary_crossentropy")
    return model


def circle_plan():
    return Plan(logistic(2, 0.1), batch_size=10, epochs=50, features=squares)

# %% xor_plan
def xor_plan():
    return Plan(logistic(1, 0.1), 10, 40, lambda points: points[:, 0:1] * points[:, 1:2])

# %% gauss_plan
def gauss_plan():
    return Plan(logistic(1, 0.1), 10, 40, lambda points: points.sum(axis=1, keepdims=True))

# %% spiral_plan
def with_sines(points):
    points = np.asarray(points)
    return np.concatenate([points, np.sin(points)], axis=1)


def spiral_plan():
    model = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(16, "tanh"),
            keras.layers.Dense(12, "tanh"),
            keras.layers.Dense(1, "sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    return Plan(model, batch_size=10, epochs=150, features=with_sines)
