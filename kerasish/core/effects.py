"""A traced program without what it prints.

The walk backwards differentiates a function by running its program once more; what it printed on
the way forward must not be printed again.
"""

from __future__ import annotations

from typing import Any

from jax.extend.core import ClosedJaxpr, Jaxpr


def silenced(jaxpr: Jaxpr) -> Jaxpr:
    """The program without its calls back into Python, also inside branches and loops."""
    equations = [
        equation.replace(
            params={name: _silenced_inside(value) for name, value in equation.params.items()},
            effects=set(),
        )
        for equation in jaxpr.eqns
        if equation.primitive.name != "debug_callback"
    ]
    return jaxpr.replace(eqns=equations, effects=set())


def _silenced_inside(parameter: Any) -> Any:
    if isinstance(parameter, ClosedJaxpr):
        return parameter.replace(jaxpr=silenced(parameter.jaxpr))
    if isinstance(parameter, Jaxpr):
        return silenced(parameter)
    if isinstance(parameter, list | tuple):
        return type(parameter)(map(_silenced_inside, parameter))
    return parameter
