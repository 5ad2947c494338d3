"""Watches, in the kernel, over what the tests rely on.

Student code and tests share a process, so whatever a test calls can be replaced. The guard comes
before the first student code, as a hook of Python's audit events (PEP 578), which cannot be
removed. It answers the marks in locked cells: with what has been changed, and with a digest of the
code that was run, signed with a key that is told to the grader alone.

This module lies in no place where student code could come by it, has its own copy of Python's
built-in functions, and runs no code that students could have replaced. The key could be found by a
search through memory. Who begins one by Python's means is noticed first; then there is no key.
"""

import os
import sys
from _thread import get_ident, interrupt_main
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import blake2b
from itertools import repeat
from operator import is_
from types import FrameType, FunctionType, ModuleType
from typing import Any

from codes import digest, digest_all
from marks import BEGIN, END, STEP
from tables import (
    Table,
    additions,
    as_found,
    changes,
    described,
    functions,
    of_class,
    of_package,
    sound,
    table,
    unchanged,
)

_SEARCHES = ("gc.get_objects", "gc.get_referrers", "gc.get_referents", "sys._current_frames")
_WITHIN_TESTS = {
    "sys.settrace": "test-traced",
    "sys.setprofile": "test-traced",
    "sys._getframe": "frames-read",
}
_STARRED = ("numpy", "math", "kerasish")
_MOST_NOTES = 5  # of one cell

_key: bytes | None = None
_count = 0  # signed answers
_farewell = ""
_notes: list[str] = []
_ran: list[str] = []
_busy: set[int] = set()  # threads in the hook
_cell = ""  # the locked cell that began last
_cell_frame: FrameType | None = None
_quick: list[Table] = []  # compared at every mark
_wide: list[Table] = []  # compared where a graded cell begins and ends
_imports: dict[str, Any] = {}  # what names of imports have to stand for
_starred: dict[str, list[Any]] = {}
_attributes: list[Table] = []
_built_in: dict[str, Any] = {}
_relied: list[str] = []  # names of the notebook, in the order of _before
_known: dict[str, Any] = {}
_before: list[Any] = []
_functions: dict[int, tuple[str, Any]] = {}
_namespace: dict[str, Any] = {}
_builtins: dict[str, Any] = {}
_plan: dict[str, Any] = {}
_run_code: Any = None
_usual_codes: list[Any] = []
_get_trace, _get_profile, _modules = sys.gettrace, sys.getprofile, sys.modules
_inspect_names = vars(sys.modules["inspect"])


def install(plan: dict[str, Any], shell: Any) -> str:
    """Watch from here on.

    Args:
        plan: What the tests rely on, as `autograder.reliance.Plan` has it.
        shell: IPython's shell.

    Returns:
        The key of the signatures, as hexadecimal digits.
    """
    global _key, _namespace, _builtins, _plan, _run_code, _usual_codes, _relied
    _key = os.urandom(16)
    _plan, _namespace = plan, shell.user_ns
    _builtins = vars(sys.modules["builtins"])
    _run_code = type(shell).run_code.__code__
    frame = _caller(1)
    while frame.f_code is not _run_code:
        frame = frame.f_back
    _usual_codes = _codes(frame)
    _relied = sorted({name for cell in plan["cells"].values() for name in cell["names"]})
    _known.update((name, _namespace.get(name)) for name in _relied if name in _builtins)
    _built_in.update(_builtins)
    _built_in.pop("input", None)  # the kernel makes it anew for each cell
    _wide.append(table("builtins", _builtins, _built_in))
    for package in plan["packages"]:
        with suppress(ImportError):
            __import__(package)
            _wide.extend(of_package(package))
    _functions.update(functions(_wide))
    for name in _relied:
        if name in _builtins:
            modules = [_modules[module] for module in _STARRED if module in _modules]
            _starred[name] = [vars(module)[name] for module in modules if name in vars(module)]
    for name, (module, attribute) in plan["imports"].items():
        found = _modules.get(module)
        found = vars(found).get(attribute) if found and attribute else found
        if found is not None:
            _imports[name] = found
    for module, names in plan["attributes"].items():
        members = vars(_modules[module]) if module in _modules else {}
        _attributes.append(table(module, members, [name for name in names if name in members]))
    sys.addaudithook(_hook)
    return _key.hex()


# -- what is compared ------------------------------------------------------------------------------


def _may_stand(name: str, value: Any) -> bool:
    """Whether a built-in name stands for a library's own function, as after `import *`."""
    return any(map(is_, _starred.get(name, ()), repeat(value)))


def _never(name: str, value: Any) -> bool:
    return False


def _compare(some: Iterable[Table], added: bool = False) -> None:
    for each in some:
        if as_found(each):
            continue
        place, mapping, *_ = each
        if not sound(mapping):
            _seal("names-forged", f"a name in {place or 'the notebook'} is no plain text")
            return
        if not unchanged(each):
            allowed = _may_stand if mapping is _namespace else _never
            for change in changes(each, allowed):
                _note("replaced", change)
        for addition in additions(each, _built_in) if added else ():
            _note("replaced", addition)


# -- the hook --------------------------------------------------------------------------------------


def _hook(event: str, args: tuple) -> None:
    try:
        handle = _HANDLERS.get(event)
        if handle is not None:
            _handle(handle, event, args)
    except KeyboardInterrupt:  # a cell took too long just now
        interrupt_main()
    except BaseException:
        pass  # a traceback would lead to this module


def _handle(handle: Callable[[str, tuple], None], event: str, args: tuple) -> None:
    thread = get_ident()
    if thread in _busy:
        # Nobody but the guard should be at work here, and the guard searches no memory.
        if event in _SEARCHES:
            _seal("memory-searched", f"`{event}` was called out of the guard itself")
        return
    _busy.add(thread)
    try:
        handle(event, args)
    finally:
        _busy.discard(thread)


def _attribute_read(event: str, args: tuple) -> None:
    function, name = args
    if type(name) is not str or name != "__kwdefaults__" or type(function) is not FunctionType:
        return
    given = function.__kwdefaults__
    if type(given) is not dict or len(given) != 1 or not sound(given):
        return
    text = given.get("_")
    if type(text) is not str:
        return
    if text is STEP or text == STEP:
        _step()
    else:
        kind, _, cell = text.partition(" ")
        if kind in (BEGIN, END):
            given["_"] = _begin(cell) if kind == BEGIN else _end(cell)


def _attribute_set(event: str, args: tuple) -> None:
    changed, name, _ = args
    if type(name) is not str:
        return
    known = _functions.get(id(changed))
    if name == "__code__" or (known and name in ("__defaults__", "__kwdefaults__")):
        which = known[0] if known else "a function"
        _note("replaced", f"{which} was given another `{name}`", "")
    elif name == "__class__" and type(changed) is ModuleType:
        _note("replaced", "a module was given another class", "")


def _executed(event: str, args: tuple) -> None:
    (code,) = args
    frame = _caller(3)
    if frame is not None and frame.f_code is _run_code:
        _ran.append(digest(code))


def _searched(event: str, args: tuple) -> None:
    _seal("memory-searched", f"`{event}` was called")


def _foreign(event: str, args: tuple) -> None:
    if _from_cell(_caller(3), 3):
        _seal("memory-searched", f"`{event}` was called, which reaches any memory")


def _opened(event: str, args: tuple) -> None:
    path = args[0]
    if type(path) is bytes:
        path = path.decode("utf-8", "replace")
    if type(path) is str and path.endswith("/mem"):
        _seal("memory-searched", "a process's memory was opened as a file")


def _hooked(event: str, args: tuple) -> None:
    _note("hook-added", "a further audit hook was added", "")


def _looked(event: str, args: tuple) -> None:
    frame = _caller(3)
    if _in_test(frame) and (event != "sys._getframe" or _asks_for_frames(frame)):
        _note(_WITHIN_TESTS[event], f"`{event}` was called while a test ran")


_HANDLERS: dict[str, Callable[[str, tuple], None]] = {
    "object.__getattr__": _attribute_read,
    "object.__setattr__": _attribute_set,
    "exec": _executed,
    "open": _opened,
    "sys.addaudithook": _hooked,
    **dict.fromkeys(_SEARCHES, _searched),
    **dict.fromkeys(_WITHIN_TESTS, _looked),
    **dict.fromkeys(
        (
            *("ctypes.dlopen", "ctypes.dlsym", "ctypes.dlsym/handle", "ctypes.cdata"),
            *("ctypes.cdata/buffer", "ctypes.call_function", "ctypes.addressof"),
            *("ctypes.string_at", "ctypes.wstring_at", "ctypes.create_string_buffer"),
        ),
        _foreign,
    ),
}


# -- frames ----------------------------------------------------------------------------------------


def _caller(depth: int) -> FrameType | None:
    """The frame that many above the caller's, without an audit event."""
    try:
        raise LookupError
    except LookupError as error:
        frame = error.__traceback__.tb_frame.f_back
    for _ in range(depth):
        frame = frame and frame.f_back
    return frame


def _codes(frame: FrameType | None) -> list[Any]:
    codes = []
    while frame is not None:
        codes.append(frame.f_code)
        frame = frame.f_back
    return codes


def _from_cell(frame: FrameType | None, depth: int) -> bool:
    while frame is not None and depth:
        if frame.f_globals is _namespace:
            return True
        frame, depth = frame.f_back, depth - 1
    return False


def _asks_for_frames(frame: FrameType | None) -> bool:
    if frame is not None and frame.f_globals is _inspect_names:
        frame = frame.f_back
    return frame is not None and frame.f_globals is _namespace


def _in_test(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame is _cell_frame:
            return True
        frame = frame.f_back
    return False


# -- marks -----------------------------------------------------------------------------------------


def _begin(cell: str) -> str:
    global _cell, _cell_frame, _quick, _before
    _cell = cell if cell in _plan["cells"] else ""
    del _ran[:-1]
    frame = _caller(4)
    _cell_frame = frame and frame.f_back and frame.f_back.f_back  # runs all statements of the cell
    _check_frame(frame)
    _quick = []
    if _graded(cell):
        names = _plan["cells"][cell]["names"]
        own = [name for name in names if name in _known]
        built_in = [name for name in names if name in _built_in]
        _quick = [
            ("", _namespace, own, [_known[name] for name in own], [], []),
            ("builtins", _builtins, built_in, [_built_in[name] for name in built_in], [], []),
            *_attributes,
        ]
        _compare(_quick)
        _compare(_wide, added=True)
    _before = [_namespace.get(name) for name in _relied] if sound(_namespace) else []
    return _signed(f"{BEGIN} {cell}")


def _graded(cell: str) -> bool:
    return cell in _plan["cells"] and _plan["cells"][cell]["graded"]


def _step() -> None:
    if not sound(_namespace) or not all(map(unchanged, _quick)):
        _compare(_quick)
    if _get_trace() is not None or _get_profile() is not None:
        _note("test-traced", "a trace or profile function was set while a test ran")


def _end(cell: str) -> str:
    _check_frame(_caller(4))
    _step()
    if _graded(cell):
        _compare(_wide, added=True)
    if sound(_namespace):
        for name, before in zip(_relied, _before):
            now = _namespace.get(name)
            if now is not before:
                _learn(name, now)
    return _signed(f"{END} {cell}")


def _learn(name: str, value: Any) -> None:
    """Watch over what a locked cell has given a name to."""
    _known[name] = value
    if _imports.get(name, value) is not value:
        _note("replaced", f"`import` has made `{name}` {described(value)}", "")
    if type(value) is FunctionType:
        _functions[id(value)] = (f"`{name}`", value)
    elif type(value) is type and type(value.__module__) is str and value.__module__ == "__main__":
        made = of_class(value)
        _wide.append(made)
        _functions.update(functions([made]))


def _check_frame(frame: FrameType | None) -> None:
    if frame is None or frame.f_globals is not _namespace or frame.f_builtins is not _builtins:
        _note("namespace-replaced", "the cell did not run in the notebook's own namespace")
        return
    codes = _codes(frame.f_back)
    if len(codes) != len(_usual_codes) or not all(map(is_, codes, _usual_codes)):
        _note("run-otherwise", "the cell was not called by IPython in the usual way")


# -- what is said ----------------------------------------------------------------------------------


def _note(kind: str, text: str, cell: str | None = None) -> None:
    where = f"{_cell if cell is None else cell}\x1d"
    note = f"{where}{kind}\x1d{text}"
    if note not in _notes and sum(each.startswith(where) for each in _notes) < _MOST_NOTES:
        _notes.append(note)


def _signed(kind: str) -> str:
    global _count
    if _key is None:
        return _farewell
    _count += 1
    # All notes each time: student code can clear an answer away, and its notes with it.
    message = "\x1e".join((kind, str(_count), digest_all(_ran), *_notes))
    return f"{message}\x1e{blake2b(message.encode(), key=_key, digest_size=16).hexdigest()}"


def _seal(kind: str, text: str) -> None:
    """Say what was seen for the last time, and forget the key."""
    global _key, _farewell
    if _key is not None:
        _notes.insert(0, f"\x1d{kind}\x1d{text}")
        _farewell = _signed("sealed")
        _key = None
