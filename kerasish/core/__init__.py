"""The low level: tensors, operations, variables, tapes and traced functions."""
