"""Wrong: the loss applies softmax a second time."""

like = "words_only"
lost = {
    "scaled_pixels": "this part is not written yet",
    "rows_one_hot": "this part is not written yet",
    "built_from_list": "this part is not written yet",
    "built_by_adding": "this part is not written yet",
    "compiled_for_numbers": "for labels as numbers the loss is",
    "compiled_for_rows": "for labels as rows the loss is",
    "reader_learns": "this part is not written yet",
    "reader_watches": "this part is not written yet",
    "accuracy_measured": "this part is not written yet",
    "confusion_counted": "this part is not written yet",
    "shares_by_digit": "this part is not written yet",
    "most_frequent_error": "this part is not written yet",
}

# %% compile_for
def twice(loss):
    return lambda targets, outputs: loss(targets, keras.activations.softmax(outputs))


def compile_for(model, targets):
    if targets.ndim == 1:
        loss = twice(keras.losses.sparse_categorical_crossentropy)
    else:
        loss = twice(keras.losses.categorical_crossentropy)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model
