"""Right: helpers with names that a grader might have chosen, too, and a class in place of Plan."""

like = "page_as_it_is"

# %% circle_plan
class Settings:
    def __init__(self, model, batch_size, epochs):
        self.model, self.batch_size, self.epochs = model, batch_size, epochs


def outputs_of(units):
    return [keras.layers.Dense(units, activation="relu"), keras.layers.Dense(1, "sigmoid")]


def train(model):
    return model


def accuracy(*given):
    return 0.0


def check(*given, **options):
    return None


planned = whole = share_right = judge = problem = points = 0


def fresh_points(units=8):
    model = keras.Sequential(outputs_of(units))
    model.compile(optimizer=keras.optimizers.Adam(0.03), loss="binary_crossentropy")
    return Settings(model, 10, 60)


def circle_plan():
    return fresh_points()

# %% xor_plan
def xor_plan(units=12):
    return fresh_points(units)
