"""Wrong: handed in as it was released."""

lost = {
    "ramp_made": "NotImplementedError: this part is not written yet",
    "describe_shape": "NotImplementedError: this part is not written yet",
    "describe_contents": "NotImplementedError: this part is not written yet",
    "crop_window": "NotImplementedError: this part is not written yet",
    "mirror_any_rank": "NotImplementedError: this part is not written yet",
    "column_upright": "NotImplementedError: this part is not written yet",
    "sheet_joined": "NotImplementedError: this part is not written yet",
    "floats_exact": "NotImplementedError: this part is not written yet",
    "pixels_rounded": "NotImplementedError: this part is not written yet",
    "brighter_limited": "NotImplementedError: this part is not written yet",
    "stretch_each": "NotImplementedError: this part is not written yet",
    "error_own_pairs": "NotImplementedError: this part is not written yet",
    "pixel_replaced": "NotImplementedError: this part is not written yet",
    "film_exposed": "NotImplementedError: this part is not written yet",
    "film_faded": "NotImplementedError: this part is not written yet",
    "summary": "",
}
