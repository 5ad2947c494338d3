"""Why a function was traced again: what differs from the call before that is most like it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import kerasish as tf
from kerasish.core.concrete import ConcreteFunction

MISSING = object()


class Difference(NamedTuple):
    """What differs in one place.

    Attributes:
        en, ko: in words.
        distance: how far apart the two are; 2 where one is a tensor and the other is not.
    """

    en: str
    ko: str
    distance: int = 1


def written(value: Any) -> str:
    """A part of a signature: "float32 (2,)" for a tensor, a Python value as it is."""
    if isinstance(value, tf.TensorSpec):
        return f"{value.dtype.name} {value.shape}"
    text = repr(value)
    return text if len(text) <= 30 else f"{text[:29]}…"


def signature(trace: ConcreteFunction) -> str:
    """What a trace is for, such as "x: float32 (2,), step: 3"."""
    parts = [f"{place}: {written(leaf)}" for place, leaf in _leaves(trace.arguments).items()]
    return ", ".join(parts) or "()"


def closest(trace: ConcreteFunction, earlier: Sequence[ConcreteFunction]) -> int:
    """Which of the earlier traces differs the least; of several the last."""
    far = [sum(one.distance for one in differences(other, trace)) for other in earlier]
    return max(number for number, distance in enumerate(far) if distance == min(far))


def differences(old: ConcreteFunction, new: ConcreteFunction) -> list[Difference]:
    """What of the signature of `new` is not as in that of `old`.

    Returns:
        one for each argument, or part of one, that differs.
    """
    before, after = _leaves(old.arguments), _leaves(new.arguments)
    found = []
    for place in dict.fromkeys([*before, *after]):
        told = _difference(place, before.get(place, MISSING), after.get(place, MISSING))
        if told is not None:
            found.append(told)
    if found:
        return found
    return [
        Difference(
            "Dtypes, shapes and values are the same: another variable came, or another object. "
            "Each has a trace of its own.",
            "dtype도 형상도 값도 같습니다. 다른 변수나 다른 객체가 들어왔습니다. 변수와 객체는 "
            "저마다 따로 추적됩니다.",
        )
    ]


def _leaves(arguments: dict[str, Any]) -> dict[str, Any]:
    """The parts of arguments, by a name such as "points[0]"."""
    found: dict[str, Any] = {}

    def collect(place: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                collect(f"{place}[{key!r}]", item)
        elif isinstance(value, list | tuple):
            for number, item in enumerate(value):
                collect(f"{place}[{number}]", item)
        else:
            found[place] = value

    for name, value in arguments.items():
        collect(name, value)
    return found


def _difference(place: str, old: Any, new: Any) -> Difference | None:
    if old is MISSING or new is MISSING:
        there, gone = (new, False) if old is MISSING else (old, True)
        en, ko = ("is gone", "없어졌습니다") if gone else ("is new", "새로 생겼습니다")
        return Difference(
            f"{place} ({written(there)}) {en}: the arguments are nested otherwise.",
            f"{place} ({written(there)}): {ko}. 인자의 중첩 구조가 다릅니다.",
            distance=2,
        )
    are_tensors = [isinstance(value, tf.TensorSpec) for value in (old, new)]
    if all(are_tensors):
        return None if old == new else _between_tensors(place, old, new)
    if any(are_tensors):
        value = old if are_tensors[1] else new
        return Difference(
            f"{place}: {written(old)} became {written(new)}. A tensor counts by dtype and shape, "
            f"a Python value by itself; {_as_tensor(value, 'en')}",
            f"{place}: {written(old)} → {written(new)}. 텐서는 dtype과 형상으로, 파이썬 값은 값 "
            f"자체로 구별합니다. {_as_tensor(value, 'ko')}",
            distance=2,
        )
    if type(old) is type(new) and (old is new or old == new):
        return None
    return Difference(
        f"{place}: the Python value {written(old)} became {written(new)}. Each value has a trace "
        f"of its own; {_as_tensor(new, 'en')}",
        f"{place}: 파이썬 값 {written(old)} → {written(new)}. 값마다 따로 추적됩니다. "
        f"{_as_tensor(new, 'ko')}",
    )


def _as_tensor(value: Any, language: str) -> str:
    """The advice that goes with a Python value."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        code = f"tf.constant({value!r})"
        return {
            "en": f"a number that is only computed with can be a tensor: {code}.",
            "ko": f"계산에만 쓰는 수라면 텐서로 주세요: {code}.",
        }[language]
    return {
        "en": "that is right where the value decides what the program is.",
        "ko": "값이 프로그램의 모양을 정한다면 그래야 맞습니다.",
    }[language]


def _between_tensors(place: str, old: tf.TensorSpec, new: tf.TensorSpec) -> Difference:
    change = f"{place}: {written(old)} → {written(new)}."
    if old.dtype != new.dtype:
        en = f"Another dtype. To share a trace, convert: tf.cast({place}, tf.{old.dtype.name})."
        ko = (
            "dtype이 다릅니다. 같은 그래프를 쓰려면 변환하세요: "
            f"tf.cast({place}, tf.{old.dtype.name})."
        )
        return Difference(f"{change} {en}", f"{change} {ko}")
    if old.shape.rank != new.shape.rank:
        return Difference(
            f"{change} Another number of axes: that is another program.",
            f"{change} 축의 개수가 다릅니다. 다른 프로그램입니다.",
        )
    common = [a if a == b else None for a, b in zip(old.shape, new.shape)]
    spec = f"tf.TensorSpec({common}, tf.{new.dtype.name})"
    return Difference(
        f"{change} Another length. One trace for every length: an input_signature with {spec}.",
        f"{change} 길이가 다릅니다. 모든 길이에 그래프 하나: input_signature에 {spec}을 쓰세요.",
    )
