"""Wrong: transposes without saying how, so the axes come in reverse order."""

like = "by_the_book"
lost = {
    "sheet_joined": "columns of all pictures take turns",
}

# %% sheet
def sheet(pictures):
    n, rows, columns = pictures.shape
    return tf.reshape(tf.transpose(pictures, [1, 2, 0]), [rows, n * columns])
