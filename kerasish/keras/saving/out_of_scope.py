"""Arguments that Keras has and this kit has not.

They stand in configs with these values, as in Keras; a config with others is refused.
"""

from __future__ import annotations

from typing import Any


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
    "Flatten": {"data_format": "channels_last"},
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
