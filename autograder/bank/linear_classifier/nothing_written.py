"""Wrong: handed in as it was released."""

lost = {
    "batches_complete": "NotImplementedError: this part is not written yet",
    "batches_paired": "NotImplementedError: this part is not written yet",
    "linear_epochs": "NotImplementedError: this part is not written yet",
    "linear_trained": "NotImplementedError: this part is not written yet",
    "layer_units": "NotImplementedError: this part is not written yet",
    "layer_affine": "NotImplementedError: this part is not written yet",
    "layer_moves": "NotImplementedError: this part is not written yet",
    "layer_trained": "NotImplementedError: this part is not written yet",
    "why_linear": "",
}
