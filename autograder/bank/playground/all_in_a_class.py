"""Right: a class makes the plans, its model is a subclass of Sequential with a nested one."""

like = "page_as_it_is"

# %% circle_plan
class Classifier(keras.Sequential):
    """Hidden layers in a block of their own, then a probability."""

    def __init__(self, hidden, activation):
        block = [keras.layers.Dense(units, activation=activation) for units in hidden]
        super().__init__([keras.Input((2,)), keras.Sequential(block), keras.layers.Dense(1, "sigmoid")])


class Planner:
    def __init__(self, hidden, activation="relu", rate=0.03, epochs=60):
        self.hidden, self.activation, self.rate, self.epochs = hidden, activation, rate, epochs

    def __call__(self):
        model = Classifier(self.hidden, self.activation)
        model.compile(keras.optimizers.Adam(self.rate), "binary_crossentropy", metrics=["accuracy"])
        return Plan(model, 10, self.epochs)


circle_plan = Planner([8])

# %% xor_plan
xor_plan = Planner([10])

# %% spiral_plan
spiral_plan = Planner([16, 16], rate=0.01, epochs=150)
