"""Wrong: adds 1 to a list of places at once, where the same place counts once."""

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
    "confusion_counted": "in row",
    "shares_by_digit": "this part is not written yet",
    "most_frequent_error": "this part is not written yet",
}

# %% confusion_matrix
def confusion_matrix(labels, guesses, classes):
    matrix = np.zeros((classes, classes), int)
    matrix[labels, guesses] += 1
    return matrix
