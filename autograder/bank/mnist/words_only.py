"""Wrong: the explanation alone, no function."""

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
    "most_frequent_error": "this part is not written yet",
}

# %% why_losses
# 1. Both give -log p for the digit that was meant. With a number the p is looked up, with a row all
# logarithms are multiplied by 0 or 1 and added, so only that one is left. A row can also say "half
# 4, half 9".
# 2. 8 read as 1, 3 times; both have a long stroke in the middle. The other network could have all of
# its errors on one digit.
