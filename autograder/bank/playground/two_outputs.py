"""Right: an output for each class, softmax, and the loss for numbered classes."""

like = "page_as_it_is"

# %% circle_plan
def two_classes(hidden, rate, penalty=None):
    layers = [keras.Input((2,))]
    layers += [keras.layers.Dense(u, "relu", kernel_regularizer=penalty) for u in hidden]
    layers += [keras.layers.Dense(2, "softmax", kernel_regularizer=penalty)]
    model = keras.Sequential(layers)
    model.compile(
        keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model


def circle_plan():
    return Plan(two_classes([8], 0.03), batch_size=10, epochs=60)

# %% xor_plan
def xor_plan():
    return Plan(two_classes([9], 0.03), batch_size=10, epochs=60)

# %% gauss_plan
def gauss_plan():
    return Plan(two_classes([], 0.05, keras.regularizers.L2(0.01)), batch_size=10, epochs=50)

# %% spiral_plan
def spiral_plan():
    return Plan(two_classes([16, 16], 0.01), batch_size=10, epochs=150)
