"""What a graph of a recording does not show: why a gradient is None, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence

import kerasish as tf
from kerasish.viz.recorded import Recorded
from kerasish.viz.tape_steps import Say, derivative


def notes(
    recorded: Recorded,
    tape: tf.GradientTape,
    sources: Sequence[tf.Tensor | tf.Variable],
    say: Say,
) -> list[str]:
    """Sentences about a recording.

    Args:
        recorded: what of it is drawn.
        tape: the tape.
        sources: in the order of `recorded.sources`.
        say: chooses between English and Korean.
    """
    said = []
    if not recorded.calls:
        said.append(
            say(
                f"The tape has no operation that computed {recorded.quantity}. Compute it inside "
                "the with block, with tf operations, from a variable or something watched.",
                f"{recorded.quantity} 값을 계산한 연산이 테이프에 없습니다. with 블록 안에서, "
                "변수나 감시하는 텐서에서 시작하여, tf 연산으로 계산하세요.",
            )
        )
    for source, found, name in zip(sources, recorded.sources, recorded.source_names):
        if not found:
            said.append(
                f"{derivative(recorded.quantity, name)} = None. {_why(source, name, tape, say)}"
            )
    count = recorded.left_out
    if count:
        are = "operation is" if count == 1 else "operations are"
        said.append(
            say(
                f"{count} more recorded {are} not drawn: {recorded.quantity} does not depend on "
                f"{'it' if count == 1 else 'them'}.",
                f"기록된 연산 {count}개는 {recorded.quantity}에 영향을 주지 않아서 "
                "그리지 않았습니다.",
            )
        )
    return said


def _why(source: tf.Tensor | tf.Variable, name: str, tape: tf.GradientTape, say: Say) -> str:
    """Why a source is not connected."""
    dtype = source.dtype.name
    if not source.dtype.is_floating:
        return say(
            f"{name} is {dtype}: whole numbers have no slope. Write 3.0 instead of 3.",
            f"{name}의 dtype은 {dtype}입니다. 정수에는 기울기가 없습니다. 3 대신 3.0이라고 쓰세요.",
        )
    if not tape.recorded(source):
        watch = "" if isinstance(source, tf.Variable) else f" tape.watch({name})"
        return say(
            f"The tape does not follow {name}: inside the with block nothing watched led to it."
            + (f" For a constant, write{watch}." if watch else ""),
            f"테이프가 {name} 값을 따라가지 않습니다. with 블록 안에서 쓰지 않았거나 감시하지 "
            "않았습니다." + (f" 상수라면{watch}라고 쓰세요." if watch else ""),
        )
    return say(
        f"The tape follows {name}, but nothing computed from it goes into the target.",
        f"테이프가 {name} 값을 따라갔지만, 그것으로 계산한 값이 타깃에 들어가지 않습니다.",
    )
