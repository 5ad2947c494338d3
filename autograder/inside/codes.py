"""What a code object does, as a short text: the same for the same code at another place.

Used on both sides: the kernel says what it ran, and the grader knows what it should have run.
"""

from collections.abc import Iterable
from hashlib import blake2b
from types import CodeType

_PLAIN = (type(None), bool, int, float, complex, str, bytes, type(...))


def digest(code: CodeType) -> str:
    """The digest of a code object; file names and line numbers do not count."""
    return _hash(_parts(code))


def digest_all(digests: Iterable[str]) -> str:
    """The digest of code objects that were run one after the other, from theirs."""
    return _hash([each.encode() for each in digests])


def _parts(code: CodeType) -> list[bytes]:
    names = (*code.co_names, "", *code.co_varnames, "", *code.co_freevars, "", *code.co_cellvars)
    numbers = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags)
    parts = [code.co_code, code.co_exceptiontable, repr(numbers).encode()]
    parts.append("\n".join(names).encode())
    for constant in code.co_consts:
        parts += _constant_parts(constant)
    return parts


def _constant_parts(constant: object) -> list[bytes]:
    kind = type(constant)
    if kind is CodeType:
        return [b"(", *_parts(constant), b")"]
    if kind is tuple:
        return [b"[", *(part for item in constant for part in _constant_parts(item)), b"]"]
    if kind is frozenset:  # its order differs from process to process
        return [b"{", *sorted(b"".join(_constant_parts(item)) for item in constant), b"}"]
    # Code made by hand can hold any object, whose repr would run a student's method.
    return [repr(constant).encode() if kind in _PLAIN else b"?"]


def _hash(parts: list[bytes]) -> str:
    lengths = b"".join(len(part).to_bytes(4, "big") for part in parts)
    return blake2b(lengths + b"".join(parts), digest_size=12).hexdigest()
