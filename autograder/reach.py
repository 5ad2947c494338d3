"""What student code reaches for, read from its source, which no code that runs can change.

No exercise needs the insides of Python, of IPython or of the tests. Whoever writes their names has
a reason that a person should hear; it may well be a good one. Names can be hidden from this reader
by putting them together while the code runs: what is done with them is the guard's business.
"""

import ast
from collections.abc import Iterator, Set
from functools import lru_cache

from IPython.core.inputtransformer2 import TransformerManager

MOST_FROM_A_CELL = 5


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MODULES = _words("""
    builtins ctypes gc importlib imp runpy marshal bdb mmap signal atexit _thread
    IPython ipykernel jupyter_client traitlets zmq unittest mock pytest sitecustomize
""")
_HARMLESS_MODULES = ("IPython.display", "importlib.util", "importlib.metadata")
_NAMES = _words("""
    __builtins__ __import__ __loader__ __spec__ exec eval compile get_ipython In _ih _i _ii
""")
# Of frames and how to come by them; of functions and classes; of memory by address; of how modules
# are found and errors are shown; of IPython's kernel.
_ATTRIBUTES = _words("""
    _getframe _current_frames currentframe getouterframes getinnerframes tb_frame f_back f_globals
    f_locals f_builtins gi_frame cr_frame ag_frame settrace setprofile addaudithook
    __globals__ __code__ __closure__ __builtins__ __defaults__ __kwdefaults__ cell_contents
    __subclasses__ __bases__ __base__ __mro__ __traceback__ __getattribute__
    co_consts co_code get_objects get_referrers get_referents
    __array_interface__ __array_struct__ ctypeslib from_address memmove
    meta_path path_hooks excepthook displayhook unraisablehook showtraceback set_custom_exc
    run_cell run_code run_cell_async user_ns ast_transformers input_transformers_post
    input_transformers_cleanup history_manager input_hist_raw input_hist_parsed
    parent_header do_execute connection_file
""")
# Changing these is how output is captured, and what they were given no test relies on.
_HARMLESS_CHANGES = _words("stdout stderr rcParams")
_MAGICS = _words("run_line_magic run_cell_magic system getoutput set_next_input")


def reaches(source: str, modules: Set[str]) -> list[str]:
    """What a cell reaches for, each with its line; nothing for source that is no Python.

    Args:
        source: The source of a cell.
        modules: The names under which the notebook has imported modules.
    """
    found = []
    for tree, lines in _trees(source):
        own = {node.id for node in ast.walk(tree) if _stored(node)}
        magic = {id(node.func.value.func) for node in ast.walk(tree) if _is_magic_call(node)}
        for node in ast.walk(tree):
            what = _reached(node, own, modules)
            if what is not None and id(node) not in magic:
                number = getattr(node, "lineno", 1)
                line = lines[number - 1].strip()[:120] if number <= len(lines) else ""
                found.append(f"Line {number}, `{line}`, {what}.")
    return list(dict.fromkeys(found))[:MOST_FROM_A_CELL]


@lru_cache(maxsize=1024)
def imported(source: str) -> frozenset[str]:
    """The names under which a cell imports modules."""
    return frozenset(
        alias.asname or alias.name.partition(".")[0]
        for tree, _ in _trees(source)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    )


def _trees(source: str) -> Iterator[tuple[ast.AST, list[str]]]:
    """The syntax trees of a cell and of the bodies of its cell magics, with their lines."""
    try:
        code = TransformerManager().transform_cell(source)
        flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        tree = compile(code, "<cell>", "exec", flags, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return  # Python reads it no better, so nothing of it will run
    yield tree, code.splitlines()
    for node in ast.walk(tree):
        if _is_magic_call(node) and len(node.args) == 3:
            body = node.args[2]
            if isinstance(body, ast.Constant) and isinstance(body.value, str):
                yield from _trees(body.value)


def _stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _of_modules(names: list[str]) -> str | None:
    for name in names:
        harmless = any(f"{name}.".startswith(f"{module}.") for module in _HARMLESS_MODULES)
        if name.partition(".")[0] in _MODULES and not harmless:
            return f"imports `{name}`"
    return None


def _root(node: ast.AST) -> str | None:
    """The name that a chain of attributes begins with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _is_magic_call(node: ast.AST) -> bool:
    """Whether a call is what IPython makes of `%` and `!`."""
    match node:
        case ast.Call(
            func=ast.Attribute(attr=name, value=ast.Call(func=ast.Name(id="get_ipython"), args=[]))
        ):
            return name in _MAGICS
    return False


def _reached(node: ast.AST, own: Set[str], modules: Set[str]) -> str | None:
    match node:
        case ast.Import(names=names):
            return _of_modules([alias.name for alias in names])
        case ast.ImportFrom(module=str(module), names=names):
            return _of_modules([f"{module}.{alias.name}" for alias in names])
        case ast.Name(id=name, ctx=ast.Load()) if name in _NAMES and name not in own:
            return f"uses `{name}`"
        case ast.Attribute(attr=name, ctx=ast.Load()) if name in _ATTRIBUTES:
            return f"reads `.{name}`"
        case ast.Attribute(attr=name, ctx=ast.Store() | ast.Del()) if _root(node) in modules:
            return None if name in _HARMLESS_CHANGES else f"changes `{name}` of a module"
        case ast.Subscript(value=ast.Attribute(attr="modules")):
            return "takes a module from `sys.modules`"
        case ast.Call(func=ast.Name(id="setattr" | "delattr"), args=[first, *_]):
            return "changes a module" if _root(first) in modules else None
        case ast.Constant(value=str(text)):
            if text in _ATTRIBUTES and text.startswith("_"):
                return f"names `{text}`"
            return "names a file of /proc" if text.startswith("/proc/") else None
    return None
