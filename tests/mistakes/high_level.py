"""Mistakes with layers, models and training."""

from mistakes import compiling, fitting, layers, models

MISTAKES = layers.MISTAKES + models.MISTAKES + compiling.MISTAKES + fitting.MISTAKES
