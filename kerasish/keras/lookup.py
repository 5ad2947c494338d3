"""Looking things up by name: `"adam"`, `"relu"`, `"accuracy"`."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kerasish.keras.naming import to_snake_case
from kerasish.keras.saving.objects import custom_object_scope, get_registered_object
from kerasish.keras.saving.serialization import deserialize_keras_object, is_config


class Registry:
    """The things of one kind that have names.

    Args:
        kind: what they are, for messages.
        classes: found by their name, as it is or in snake case; an object of the class is made.
        functions: found by their name.
        others: further names.
        any_case: whether capital letters count.
    """

    def __init__(
        self,
        kind: str,
        classes: Sequence[type] = (),
        functions: Sequence[Callable] = (),
        others: dict[str, Any] | None = None,
        any_case: bool = False,
    ):
        self.kind = kind
        self.any_case = any_case
        self.names: dict[str, Any] = {}
        for item in classes:
            self.names |= {item.__name__: item, to_snake_case(item.__name__): item}
        self.names |= {function.__name__: function for function in functions} | (others or {})
        if any_case:
            self.names |= {name.lower(): item for name, item in self.names.items()}

    def get(self, identifier: Any) -> Any:
        """What `identifier` means; classes are called without arguments, None stays None.

        Args:
            identifier: a name, also one of one's own that is registered; a class, an object or a
                function; or the config of an object.

        Raises:
            ValueError: nothing goes by that name, or it is nothing that could be called.
        """
        if is_config(identifier):
            return deserialize_keras_object(identifier)
        found = self.find(identifier)
        return found() if inspect.isclass(found) else found

    def find(self, identifier: Any) -> Any:
        """What `get` would call or give: a class, an object or a function; None stays None.

        Raises:
            ValueError: nothing goes by that name, or it is nothing that could be called.
        """
        if identifier is None:
            return None
        found = identifier
        if isinstance(identifier, str):
            found = get_registered_object(identifier) or self.names.get(
                identifier.lower() if self.any_case else identifier
            )
            if found is None:
                raise ValueError(self.unknown(identifier))
        if not callable(found):
            raise ValueError(
                f"Could not interpret {self.kind} identifier: {identifier!r} "
                f"({type(identifier).__name__}). Give a name, such as {next(iter(self.names))!r}, "
                "an object or a function."
            )
        return found

    def deserialize(self, config: Any, custom_objects: Mapping[str, Any] | None = None) -> Any:
        """What a config, or a name, means; the opposite of `serialize`.

        Args:
            config: what `serialize` gave.
            custom_objects: classes and functions of one's own by name.

        Raises:
            TypeError, ValueError: it names something that is not known.
        """
        with custom_object_scope(custom_objects):
            return self.get(config)

    def unknown(self, name: str) -> str:
        """The message for a name that is not here."""
        near = difflib.get_close_matches(name, self.names, n=1, cutoff=0.6)
        hint = f"Did you mean {near[0]!r}? " if near else ""
        known = ", ".join(sorted({repr(n) for n in self.names if n.islower()}))
        return f"Could not interpret {self.kind} identifier: {name!r}. {hint}Known names: {known}."
