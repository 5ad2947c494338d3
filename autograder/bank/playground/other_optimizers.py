"""Right: momentum, RMSprop, AdamW, and a rate that falls in the course of the training."""

like = "page_as_it_is"

# %% circle_plan
def compiled(model, optimizer):
    model.compile(optimizer=optimizer, loss="binary_crossentropy")
    return model


def circle_plan():
    model = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(1, "sigmoid")]
    )
    return Plan(compiled(model, keras.optimizers.SGD(0.05, momentum=0.9)), 10, 100)

# %% xor_plan
def xor_plan():
    model = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(12, "relu"), keras.layers.Dense(1, "sigmoid")]
    )
    return Plan(compiled(model, keras.optimizers.RMSprop(0.01)), 10, 80)

# %% gauss_plan
def gauss_plan():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, "sigmoid")])
    rate = keras.optimizers.schedules.ExponentialDecay(0.5, decay_steps=50, decay_rate=0.7)
    return Plan(compiled(model, keras.optimizers.SGD(rate)), 10, 60)

# %% spiral_plan
def spiral_plan():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(16, "relu"),
            keras.layers.Dense(16, "relu"),
            keras.layers.Dense(1, "sigmoid"),
        ]
    )
    return Plan(compiled(model, keras.optimizers.AdamW(0.01)), 10, 180)
