"""What became of a training of a linear classifier, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kerasish.viz.descent import Problem, Training, longest_rate


@dataclass(frozen=True)
class Verdict:
    """What became of a training.

    Attributes:
        kind: "diverges", "worse", "arrived", "falling" or "restless".
        en: what is to be seen, in English.
        ko: the same in Korean.
    """

    kind: str
    en: str
    ko: str


def verdict(problem: Problem, training: Training, losses: np.ndarray) -> Verdict:
    """Judge a training.

    Args:
        problem: the points.
        training: what decided it.
        losses: before the first step and after each, shape (steps + 1,).
    """
    least = problem.bottom(training)
    kind = _kind(problem, training, losses, least)
    said, why = _said(kind, losses), _reason(kind, problem, training)
    if kind == "arrived":
        bottom = ("", "")
    else:
        bottom = (
            f" The bottom of this valley is at {least:.3g}.",
            f" 이 골짜기의 바닥은 {least:.3g}입니다.",
        )
    return Verdict(kind, *(a + b + c for a, b, c in zip(said, why, bottom)))


def _said(kind: str, losses: np.ndarray) -> tuple[str, str]:
    """What the losses show, in English and in Korean."""
    first, last, tail = losses[0], losses[-1], _tail(losses)
    if kind == "diverges":
        return (
            f"The training diverges: the loss grows to {last:.3g}. Each step jumps across the "
            "valley and lands higher than it came from.",
            f"훈련이 발산합니다. 손실이 {last:.3g}까지 커집니다. 걸음마다 골짜기를 건너뛰어 "
            "떠난 곳보다 더 높은 곳에 떨어집니다.",
        )
    if kind == "worse":
        return (
            f"The steps are too long: the loss ends higher than it began, {last:.3g}.",
            f"걸음이 너무 깁니다. 손실이 시작할 때보다 더 큰 {last:.3g}에서 끝납니다.",
        )
    if kind == "restless":
        return (
            "The loss falls, but has not come to rest: in the last steps it is between "
            f"{tail.min():.3g} and {tail.max():.3g}.",
            "손실이 작아졌지만 가라앉지 않았습니다. 마지막 스텝들에서 "
            f"{tail.min():.3g}–{tail.max():.3g} 사이를 오갑니다.",
        )
    if kind == "falling":
        return (
            f"The loss falls from {first:.3g} to {last:.3g}, and is not at the bottom yet.",
            f"손실이 {first:.3g}에서 {last:.3g}까지 작아졌고, 아직 바닥에 이르지 않았습니다.",
        )
    return f"The loss arrives at the bottom: {last:.3g}.", f"손실이 바닥에 이릅니다: {last:.3g}."


def _tail(losses: np.ndarray) -> np.ndarray:
    return losses[3 * len(losses) // 4 :]


def _kind(problem: Problem, training: Training, losses: np.ndarray, least: float) -> str:
    first, middle, last = losses[0], losses[len(losses) // 2], losses[-1]
    tail = _tail(losses)
    # With all points gradient descent is exact, and so is the border; it is seen once it shows.
    is_exact = training.optimizer == "SGD" and training.batch_size >= len(problem)
    limit = longest_rate(problem.steepest(training.bias_mode), training.own_momentum)
    grows = not np.isfinite(last) or last > 1.01 * middle
    if grows and (training.learning_rate > limit if is_exact else not last < 1e3 * first):
        return "diverges"
    if last > 1.05 * first:
        return "worse"
    near = 1.05 * least + 1e-6 * first
    if tail.max() <= near:
        return "arrived"
    rises = np.diff(tail) > 1e-3 * tail[:-1]
    return "restless" if rises.any() else "arrived" if last <= near else "falling"


def _reason(kind: str, problem: Problem, training: Training) -> tuple[str, str]:
    """Why, where that can be said."""
    if kind == "diverges" and training.optimizer == "SGD":
        steepest = problem.steepest(training.bias_mode)
        limit = longest_rate(steepest, training.own_momentum)
        on_top = f" (1 + {training.own_momentum:g})" if training.own_momentum else ""
        return (
            f" Where the valley is steepest its curvature is {steepest:.3g}, and steps hold only "
            f"below 2{on_top} / {steepest:.3g} = {limit:.3g}.",
            f" 골짜기가 가장 가파른 방향의 곡률은 {steepest:.3g}이고, 학습률이 "
            f"2{on_top} / {steepest:.3g} = {limit:.3g}보다 작아야 발산하지 않습니다.",
        )
    if kind != "restless":
        return "", ""
    if training.batch_size < len(problem):
        return (
            " Near the bottom each batch points elsewhere; shorter steps come closer.",
            " 바닥 가까이에서는 배치마다 다른 방향을 가리킵니다. 걸음이 짧을수록 바닥에 더 "
            "가까이 갑니다.",
        )
    if training.optimizer == "RMSprop":
        return (
            " RMSprop divides each step by the size of the gradient, so a step stays about as "
            "long as the learning rate, however flat the ground.",
            " RMSprop은 걸음마다 그레이디언트의 크기로 나누므로, 땅이 아무리 평평해도 걸음의 "
            "크기가 학습률과 비슷합니다.",
        )
    return (
        " The step still carries its momentum when it reaches the bottom, and runs past it.",
        " 바닥에 이르러도 모멘텀이 남아 있어서 그대로 지나칩니다.",
    )
