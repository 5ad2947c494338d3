"""Wrong: a reshape alone reads the batch picture by picture."""

like = "by_the_book"
lost = {
    "sheet_joined": "number by number in the order of the batch",
}

# %% sheet
def sheet(pictures):
    n, rows, columns = pictures.shape
    return tf.reshape(pictures, [rows, n * columns])
