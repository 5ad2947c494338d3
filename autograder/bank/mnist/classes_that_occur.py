"""Wrong: as many rows as there are different labels."""

like = "words_only"
lost = {
    "scaled_pixels": "this part is not written yet",
    "rows_one_hot": "this part is not written yet",
    "built_from_list": "this part is not written yet",
    "built_by_adding": "this part is not written yet",
    "compiled_for_numbers": "this part is not written yet",
    "compiled_for_rows": "this part is not written yet",
    "reader_learns": "this part is not written yet",
    "reader_watches": "this part is not written yet",
    "accuracy_measured": "this part is not written yet",
    "confusion_counted": "the matrix has the shape",
    "shares_by_digit": "this part is not written yet",
    "most_frequent_error": "this part is not written yet",
}

# %% confusion_matrix
def confusion_matrix(labels, guesses, classes):
    classes = max(labels.max(), guesses.max()) + 1
    matrix = np.zeros((classes, classes), int)
    np.add.at(matrix, (labels, guesses), 1)
    return matrix
