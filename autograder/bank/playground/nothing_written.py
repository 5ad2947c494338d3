"""Wrong: handed in as it was released."""

lost = {
    "circle_rules": "NotImplementedError: this part is not written yet",
    "circle_accuracy": "NotImplementedError: this part is not written yet",
    "xor_rules": "NotImplementedError: this part is not written yet",
    "xor_accuracy": "NotImplementedError: this part is not written yet",
    "gauss_rules": "NotImplementedError: this part is not written yet",
    "gauss_accuracy": "NotImplementedError: this part is not written yet",
    "spiral_rules": "NotImplementedError: this part is not written yet",
    "spiral_accuracy": "NotImplementedError: this part is not written yet",
    "why_circle": "",
    "why_xor": "",
    "why_gauss": "",
    "why_spiral": "",
}
