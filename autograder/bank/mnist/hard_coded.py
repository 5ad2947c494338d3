"""Wrong: ten classes, whatever it is told."""

like = "words_only"
lost = {
    "scaled_pixels": "this part is not written yet",
    "rows_one_hot": "40 labels of 4 classes gave the shape (40, 10)",
    "built_from_list": "this part is not written yet",
    "built_by_adding": "this part is not written yet",
    "compiled_for_numbers": "this part is not written yet",
    "compiled_for_rows": "this part is not written yet",
    "reader_learns": "this part is not written yet",
    "reader_watches": "this part is not written yet",
    "accuracy_measured": "this part is not written yet",
    "confusion_counted": "this part is not written yet",
    "shares_by_digit": "this part is not written yet",
    "most_frequent_error": "this part is not written yet",
}

# %% as_rows
def as_rows(labels, classes):
    return np.eye(10)[labels]
