"""Wrong: hands in the plan that was shown for another set."""

like = "reasons_only"
lost = {
    "circle_rules": "the outputs of the model go from",
    "circle_accuracy": "the best of three trainings is right on",
    "xor_rules": "this part is not written yet",
    "xor_accuracy": "this part is not written yet",
    "gauss_rules": "this part is not written yet",
    "gauss_accuracy": "this part is not written yet",
    "spiral_rules": "this part is not written yet",
    "spiral_accuracy": "this part is not written yet",
}

# %% circle_plan
def circle_plan():
    return plane_plan()
