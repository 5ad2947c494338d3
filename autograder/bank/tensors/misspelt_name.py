"""Wrong: a name is misspelt within `sheet`, and `mirror` itself has another name."""

like = "by_the_book"
lost = {
    "mirror_any_rank": "there is no function `mirror`",
    "sheet_joined": "`sheet` stopped with NameError: name 'picture'",
}

# %% mirror
def miror(x):
    return x[..., ::-1]

# %% sheet
def sheet(pictures):
    n, rows, columns = pictures.shape
    return tf.reshape(tf.transpose(picture, [1, 0, 2]), [rows, n * columns])
