"""Wrong: handed in as it was released."""

lost = {
    "slope_exact": "NotImplementedError: this part is not written yet",
    "slope_whole_numbers": "NotImplementedError: this part is not written yet",
    "gradients_watched": "NotImplementedError: this part is not written yet",
    "gradients_zero": "NotImplementedError: this part is not written yet",
    "motion_speed": "NotImplementedError: this part is not written yet",
    "motion_acceleration": "NotImplementedError: this part is not written yet",
    "kind_told": "NotImplementedError: this part is not written yet",
    "walk_path": "NotImplementedError: this part is not written yet",
    "walk_shapes": "NotImplementedError: this part is not written yet",
    "solve_walked": "NotImplementedError: this part is not written yet",
    "minimum_found": "NotImplementedError: this part is not written yet",
    "lowest_chosen": "NotImplementedError: this part is not written yet",
    "step_length": "",
}
