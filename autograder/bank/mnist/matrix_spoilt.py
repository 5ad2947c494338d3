"""Wrong: empties the diagonal of the matrix that it was given."""

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
    "confusion_counted": "this part is not written yet",
    "shares_by_digit": "this part is not written yet",
    "most_frequent_error": "changed the matrix",
}

# %% most_confused
def most_confused(matrix):
    np.fill_diagonal(matrix, 0)
    return np.unravel_index(matrix.argmax(), matrix.shape)
