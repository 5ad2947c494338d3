"""The state of a model as arrays by name, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import numpy as np

from kerasish.core.tracebacks import warn
from kerasish.keras.saving.archive import SavedFileError


def state_of(model: Any) -> dict[str, np.ndarray]:
    """All numbers that training goes on from.

    Returns:
        arrays under names such as `weights/0/sequential/dense/kernel`: the weights, the states of
        random generators, and what the optimizer remembers. The number is the place in
        `model.weights`, since names of layers depend on how many there were before.
    """
    groups = {"weights": model.weights, "states": _generators(model)}
    if model.optimizer is not None:
        groups["optimizer"] = model.optimizer.variables
    return {
        f"{group}/{place}/{_name(variable)}": np.asarray(variable)
        for group, variables in groups.items()
        for place, variable in enumerate(variables)
    }


def restore(model: Any, arrays: Mapping[str, np.ndarray], path: str, skip_mismatch: bool) -> None:
    """Give a model the state that `state_of` gave; nothing changes unless the weights fit.

    Args:
        model: a built model.
        arrays: by name.
        path: where they are from, for messages.
        skip_mismatch: warn of weights of other shapes and leave them. In a model of another
            number of weights those count as the same that have the same name in their layer and
            the same shape, in the same order; the optimizer begins anew.

    Raises:
        SavedFileError: the names are of another kind, or the weights of another model.
    """
    groups = _grouped(arrays, path)
    saved, weights = groups["weights"], model.weights
    if len(saved) != len(weights) and skip_mismatch:
        _assign_what_fits(weights, saved, path)
        return
    if len(saved) != len(weights):
        raise SavedFileError(
            f"{path} has {len(saved)} weights, but model '{model.name}' has {len(weights)}.\n"
            f"In the file: {_listed((name, array.shape) for name, array in saved)}.\n"
            f"In the model: {_listed((_name(w), w.shape) for w in weights)}.\n"
            "Make the model with the same layers as the saved one, load it whole with "
            "keras.models.load_model, or pass skip_mismatch=True to load the layers that fit."
        )
    wrong = [
        (weight, name, array)
        for weight, (name, array) in zip(weights, saved)
        if tuple(weight.shape) != array.shape
    ]
    if wrong and not skip_mismatch:
        weight, name, array = wrong[0]
        raise SavedFileError(
            f"The weight {_name(weight)} of model '{model.name}' has shape "
            f"{tuple(weight.shape)}, but in {path} it has shape {array.shape} and is called "
            f"{name}. Make the model with the same layers as the saved one, or pass "
            "skip_mismatch=True to leave weights that do not fit."
        )
    for weight, name, array in wrong:
        warn(
            f"{_name(weight)} is left as it is: its shape is {tuple(weight.shape)}, that of {name} "
            f"in {path} is {array.shape}."
        )
    left = {id(weight) for weight, _, _ in wrong}
    for weight, (_, array) in zip(weights, saved):
        if id(weight) not in left:
            weight.assign(array)
    generators = _generators(model)
    if _fit(generators, groups["states"]):
        _assign(generators, groups["states"])
    if model.optimizer is not None and groups["optimizer"]:
        _restore_optimizer(model, groups["optimizer"])


def _assign_what_fits(
    weights: Sequence, saved: Sequence[tuple[str, np.ndarray]], path: str
) -> None:
    """Give weights the values that stand in the same order in a file of another model."""
    here = [(_name(weight).split("/")[-1], tuple(weight.shape)) for weight in weights]
    there = [(name.split("/")[-1], array.shape) for name, array in saved]
    alike = SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
    pairs = {i + k: j + k for i, j, count in alike for k in range(count)}
    for place, weight in enumerate(weights):
        if place in pairs:
            weight.assign(saved[pairs[place]][1])
        else:
            warn(f"{_name(weight)} is left as it is: nothing in {path} fits it.")


def _restore_optimizer(model: Any, saved: Sequence[tuple[str, np.ndarray]]) -> None:
    optimizer = model.optimizer
    if len(saved) > len(optimizer.variables) and not optimizer.built:
        optimizer.build(model.trainable_variables)
    if not _fit(optimizer.variables, saved):
        warn(
            f"Skipping variable loading for optimizer '{optimizer.name}': what was saved "
            f"({len(saved)} variables) belongs to other weights than it has now "
            f"({len(optimizer.variables)} variables). It begins anew."
        )
        return
    _assign(optimizer.variables, saved)


def _fit(variables: Sequence, saved: Sequence[tuple[str, np.ndarray]]) -> bool:
    return [tuple(v.shape) for v in variables] == [array.shape for _, array in saved]


def _assign(variables: Sequence, saved: Sequence[tuple[str, np.ndarray]]) -> None:
    for variable, (_, array) in zip(variables, saved):
        variable.assign(array)


def _grouped(
    arrays: Mapping[str, np.ndarray], path: str
) -> dict[str, list[tuple[str, np.ndarray]]]:
    """For each group (name, array) in order."""
    found: dict[str, dict[int, tuple[str, np.ndarray]]]
    found = {group: {} for group in ("weights", "states", "optimizer")}
    for key, array in arrays.items():
        group, _, rest = key.partition("/")
        place, _, name = rest.partition("/")
        if group not in found or not place.isdecimal():
            raise SavedFileError(
                f"{path} has no weights of a kerasish model: an array in it is called {key!r}, "
                "where 'weights/0/dense/kernel' or the like was expected."
            )
        found[group][int(place)] = (name, array)
    return {group: [items[place] for place in sorted(items)] for group, items in found.items()}


def _generators(model: Any) -> list:
    weights = {id(weight) for weight in model.weights}
    return [variable for variable in model.variables if id(variable) not in weights]


def _name(variable: Any) -> str:
    return getattr(variable, "path", variable.name)


def _listed(items: Any) -> str:
    return ", ".join(f"{name} {tuple(shape)}" for name, shape in items) or "none"
