"""Wrong: handed in as it was released."""

lost = {
    "traces_counted": "NotImplementedError: this part is not written yet",
    "predicted_tensors": "NotImplementedError: this part is not written yet",
    "predicted_values": "NotImplementedError: this part is not written yet",
    "once_for_numbers": "NotImplementedError: this part is not written yet",
    "once_for_lengths": "NotImplementedError: this part is not written yet",
    "mean_kept": "NotImplementedError: this part is not written yet",
    "noise_drawn": "NotImplementedError: this part is not written yet",
    "decision_in_graph": "NotImplementedError: this part is not written yet",
    "loop_in_graph": "NotImplementedError: this part is not written yet",
    "slower_why": "",
}
