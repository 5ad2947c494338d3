"""Arguments that Keras has and this kit has not.

They are taken, and stand in configs, with these values, as in Keras; others are refused.
"""

from __future__ import annotations

from typing import Any

# by a part of the name of an argument: what to do instead
OUT_OF_SCOPE_ADVICE = {
    "constraint": "Assign to the weights after each step, in a callback or a train_step.",
    "mask": "Leave padding out of the loss with a sample_weight that is 0 there.",
    "ema": "Keep the mean of model.get_weights() in a callback.",
    "gradient_accumulation": "Take larger batches.",
}


def _none(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names)


# by the name of the class; subclasses have them too
OUT_OF_SCOPE: dict[str, dict[str, Any]] = {
    # layers
    "BatchNormalization": {
        **_none("beta_constraint", "gamma_constraint", "renorm_clipping"),
        **{"synchronized": False, "renorm": False, "renorm_momentum": 0.99},
    },
    "Convolution": _none("kernel_constraint", "bias_constraint"),
    "Dense": _none("kernel_constraint", "bias_constraint", "quantization_config"),
    "Embedding": _none("embeddings_constraint", "quantization_config"),
    "InputLayer": {"sparse": False, "ragged": False, "optional": False},
    "LayerNormalization": {
        **_none("beta_constraint", "gamma_constraint"),
        "rms_scaling": False,
    },
    "RNN": {
        **_none("kernel_constraint", "recurrent_constraint", "bias_constraint"),
        "zero_output_for_mask": False,
    },
    # optimizers
    "Optimizer": {
        **_none("ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps"),
        **{"use_ema": False, "ema_momentum": 0.99},
    },
    # initializers
    "VarianceScaling": _none("input_axes", "output_axes"),
    # metrics
    "metrics.AUC": {"multi_label": False, **_none("num_labels", "label_weights")},
    "metrics.SparseCategoricalCrossentropy": _none("ignore_class"),
}
