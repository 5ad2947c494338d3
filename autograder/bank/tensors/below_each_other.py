"""Wrong: the pictures are stacked from top to bottom."""

like = "by_the_book"
lost = {
    "sheet_joined": "side by side, not below each other",
}

# %% sheet
def sheet(pictures):
    return tf.concat(tf.unstack(pictures), axis=0)
