"""An index as a learner writes it: what each of its parts does, or what is wrong with it."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from types import EllipsisType

from kerasish.viz.mistake import Mistake

Entry = int | slice | EllipsisType | None
NEW_AXIS = {"newaxis", "tf.newaxis", "np.newaxis"}


@dataclass(frozen=True)
class Part:
    """What one part of an index does.

    Attributes:
        text: as it is written.
        axes: the numbers of the axes that it stands for; none for a new axis.
        chosen: for each of these axes the places that it takes.
        en: what that means.
        ko: the same in Korean.
    """

    text: str
    axes: tuple[int, ...]
    chosen: tuple[Sequence[int], ...]
    en: str
    ko: str


def read_index(text: str, name: str = "x") -> tuple[str, tuple[Entry, ...]]:
    """Read what was typed: `x[0, 1:]`, `[0, 1:]` or `0, 1:`.

    Args:
        text: what was typed.
        name: what the tensor is called.

    Returns:
        What stands between the brackets, and its parts.

    Raises:
        Mistake: it is no index that a tensor takes.
    """
    inner = text.strip().removeprefix(name).strip()
    if inner.startswith("[") and inner.endswith("]"):
        inner = inner[1:-1].strip()
    if not inner:
        raise Mistake(
            f"Nothing stands between the brackets. Type an index, such as {name}[0].",
            f"대괄호 안이 비어 있습니다. {name}[0]처럼 인덱스를 써 보세요.",
        )
    try:
        node = ast.parse(f"x[{inner}]", mode="eval").body
    except (SyntaxError, ValueError):
        node = None
    if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name):
        raise Mistake(
            f"Python cannot read {text.strip()} as one index. Write one part for each axis, "
            "separated by commas: a number, start:stop:step, ... or tf.newaxis. "
            f"Example: {name}[0, 1:].",
            f"파이썬이 {text.strip()} 부분을 하나의 인덱스로 읽지 못합니다. 축마다 하나씩 쉼표로 "
            f"나누어 쓰세요: 수, 시작:끝:간격, ... 또는 tf.newaxis. 예: {name}[0, 1:].",
        )
    index = node.slice
    nodes = index.elts if isinstance(index, ast.Tuple) else [index]
    return inner, tuple(_entry(part) for part in nodes)


def _entry(node: ast.expr) -> Entry:
    if isinstance(node, ast.Slice):
        return slice(*(_whole(part) for part in (node.lower, node.upper, node.step)))
    if isinstance(node, ast.Constant) and (node.value is None or node.value is Ellipsis):
        return node.value
    if ast.unparse(node) in NEW_AXIS:
        return None
    return _whole(node)


def _whole(node: ast.expr | None) -> int | None:
    if node is None:
        return None
    try:
        value = ast.literal_eval(node)
    except ValueError:
        value = None
    if type(value) is int:
        return value
    text = ast.unparse(node)
    raise Mistake(
        f"{text} is no whole number. Axes are counted 0, 1, 2, …, or from the end −1, −2, …",
        f"정수가 아닙니다: {text}. 축은 0, 1, 2, …로, 끝에서부터는 −1, −2, …로 셉니다.",
    )


def written_part(entry: Entry) -> str:
    """One part of an index as it is written between the brackets."""
    if isinstance(entry, slice):
        parts = ["" if part is None else str(part) for part in (entry.start, entry.stop)]
        return ":".join(parts if entry.step is None else [*parts, str(entry.step)])
    if entry is Ellipsis:
        return "..."
    return "tf.newaxis" if entry is None else str(entry)


def explain(entries: Sequence[Entry], shape: Sequence[int], axes: Sequence[str]) -> list[Part]:
    """What each part of an index does to a tensor, last what is left out at the end.

    Args:
        entries: the parts of the index.
        shape: of the tensor.
        axes: a name for each axis; "" is none.

    Raises:
        Mistake: the index does not fit the shape.
    """
    taken = sum(entry is not None and entry is not Ellipsis for entry in entries)
    whole = len(shape) - taken
    _check_count(entries, taken, shape)
    parts: list[Part] = []
    axis = 0
    for entry in entries:
        if entry is None:
            en, ko = "adds an axis of length 1", "길이가 1인 축을 더합니다"
            parts.append(Part("tf.newaxis", (), (), en, ko))
        elif entry is Ellipsis:
            parts.append(_whole_axes("...", range(axis, axis + whole), shape))
            axis += whole
        else:
            take = _slice if isinstance(entry, slice) else _number
            name = f" ({axes[axis]})" if axes[axis] else ""
            parts.append(take(entry, axis, shape[axis], name))
            axis += 1
    if axis < len(shape):
        parts.append(_whole_axes("", range(axis, len(shape)), shape))
    return parts


def _check_count(entries: Sequence[Entry], taken: int, shape: Sequence[int]) -> None:
    if sum(entry is Ellipsis for entry in entries) > 1:
        raise Mistake(
            "... stands twice, so nobody knows how many axes each of them stands for. "
            "Leave one of them.",
            "...이 두 번 나와서 각각 축 몇 개를 뜻하는지 알 수 없습니다. 하나만 남기세요.",
        )
    if taken > len(shape):
        size = tuple(shape)
        raise Mistake(
            f"The index has parts for {taken} axes, but the tensor has {len(shape)}: its shape is "
            f"{size}. Take parts away, or make an axis with tf.newaxis.",
            f"인덱스는 축 {taken}개를 가리키지만 텐서의 축은 {len(shape)}개입니다(형상 {size}). "
            "인덱스를 줄이거나 tf.newaxis로 축을 만드세요.",
        )


def _number(entry: int, axis: int, length: int, name: str) -> Part:
    if not -length <= entry < length:
        if length == 0:
            en, ko = "it is empty, so there is none to take", "비어 있어서 가져올 것이 없습니다"
        else:
            en = f"its numbers are 0 to {length - 1}, or −{length} to −1 from the end"
            ko = f"그 번호는 0부터 {length - 1}까지, 끝에서부터는 −{length}부터 −1까지입니다"
        raise Mistake(
            f"There is no number {entry} on axis {axis}{name}, which has length {length}: {en}.",
            f"축 {axis}{name}에는 {entry}번이 없습니다. 길이가 {length}이고, {ko}.",
        )
    place = entry % length
    en_way, ko_way = (", counted from the end", "(끝에서부터 셈)") if entry < 0 else ("", "")
    en = f"number {place} of axis {axis}{name}{en_way}; the axis goes"
    ko = f"축 {axis}{name}의 {place}번{ko_way}을 가져오고, 축은 없어집니다"
    return Part(str(entry), (axis,), ((place,),), en, ko)


def _slice(entry: slice, axis: int, length: int, name: str) -> Part:
    if entry.step == 0:
        raise Mistake(
            f"The step of {written_part(entry)} is 0, so it would stand still. Use 1, 2, … or, to "
            "go backwards, −1, −2, …",
            f"{written_part(entry)}의 간격이 0이라서 앞으로 나아가지 못합니다. 1, 2, …를 쓰거나, "
            "거꾸로 가려면 −1, −2, …를 쓰세요.",
        )
    places = range(length)[entry]
    listed = ", ".join(map(str, places[:4])) + (", …" if len(places) > 4 else "")
    en_which, ko_which = (f" ({listed})", f"({listed})") if places else ("", "")
    en = f"{len(places)} of the {length} of axis {axis}{name}{en_which}; the axis stays"
    ko_count = f"{length}개 가운데 {len(places)}개{ko_which}"
    ko = f"축 {axis}{name}의 {ko_count}를 가져오고, 축은 남습니다"
    return Part(written_part(entry), (axis,), (places,), en, ko)


def _whole_axes(text: str, axes: range, shape: Sequence[int]) -> Part:
    chosen = tuple(range(shape[axis]) for axis in axes)
    if not axes:
        return Part(text, (), (), "stands for no axis here", "여기서는 어떤 축도 가리키지 않습니다")
    names = ", ".join(map(str, axes))
    en = f"axis {names}: whole" if len(axes) == 1 else f"axes {names}: whole"
    return Part(text, tuple(axes), chosen, en, f"축 {names}: 전부")
