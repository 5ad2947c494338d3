"""A traced program without what it prints.

The walk backwards differentiates a function by running its program once more; what it printed on
the way forward must not be printed again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the import loads Pallas, a twentieth of the time that `import jax` takes
    from jax.extend.core import Jaxpr


def silenced(jaxpr: Jaxpr) -> Jaxpr:
    """The program without its calls back into Python, also inside branches and loops."""

    def inside(parameter: Any) -> Any:
        if isinstance(parameter, type(jaxpr)):
            return silenced(parameter)
        if isinstance(getattr(parameter, "jaxpr", None), type(jaxpr)):
            return parameter.replace(jaxpr=silenced(parameter.jaxpr))
        if type(parameter) in (list, tuple):  # a named tuple holds no programs
            return type(parameter)(map(inside, parameter))
        return parameter

    equations = [
        equation.replace(
            params={name: inside(value) for name, value in equation.params.items()},
            effects=set(),
        )
        for equation in jaxpr.eqns
        if equation.primitive.name != "debug_callback"
    ]
    return jaxpr.replace(eqns=equations, effects=set())
