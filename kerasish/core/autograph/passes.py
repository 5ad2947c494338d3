"""The steps of the rewriting: malt's, TensorFlow's AutoGraph kept up as a library of its own.

malt finds which variables a branch or a loop passes on and takes `break`, `continue` and `return`
out of the way. This module is imported with the first function that is rewritten.
"""

from __future__ import annotations

import ast
import types

from malt.converters import (
    break_statements,
    call_trees,
    conditional_expressions,
    continue_statements,
    control_flow,
    functions,
    logical_expressions,
    return_statements,
    variables,
)
from malt.core import converter
from malt.pyct import (
    anno,
    ast_util,
    cfg,
    inspect_utils,
    naming,
    origin_info,
    qual_names,
    transformer,
    transpiler,
)
from malt.pyct.static_analysis import activity, reaching_definitions

OPERATORS = "ag__"  # the name of the operators in rewritten code, as malt's templates have it
_NEED_A_FRAME = ("super", "globals", "locals", "vars", "dir", "eval", "exec")
_END_OF_LINE = 1000


class Unsupported(SyntaxError):
    """The function has something in it that is not rewritten, such as `yield`."""


def module_of(node: ast.FunctionDef | ast.Lambda, function: types.FunctionType) -> ast.Module:
    """A module of one function, which returns a function from operators to the new function.

    The lines of its nodes are those of the learner's file.

    Raises:
        Unsupported: the function has something in it that is not rewritten.
    """
    node = _Prepared(function).visit(node)
    namespace = inspect_utils.getnamespace(function)
    namer = naming.Namer(namespace)
    name = namer.new_symbol(f"rewritten_{function.__code__.co_name.strip('<>')}", ())
    entity = transformer.EntityInfo(name, "", function.__code__.co_filename, (), namespace)
    options = converter.ProgramContext(converter.STANDARD_OPTIONS)
    node = _rewritten(node, transformer.Context(entity, namer, options))
    if isinstance(node, ast.Lambda):
        node = ast.Assign([ast.Name(name, ast.Store())], node)
    else:
        node.name = name
    inner = namer.new_symbol("inner_factory", ())
    free = function.__code__.co_freevars
    nodes = transpiler._wrap_into_factory(node, name, inner, "outer", free, [OPERATORS], ())
    return _on_their_lines(nodes, function.__code__.co_firstlineno)


def _rewritten(node: ast.AST, context: transformer.Context) -> ast.AST:
    graphs = cfg.build(node)
    node = qual_names.resolve(node)
    node = activity.resolve(node, context, None)
    node = reaching_definitions.resolve(node, context, graphs)
    anno.dup(node, {anno.Static.DEFINITIONS: anno.Static.ORIG_DEFINITIONS})
    node = functions.transform(node, context)
    node = break_statements.transform(node, context)
    node = continue_statements.transform(node, context)
    node = return_statements.transform(node, context)
    node = _Calls(context).visit(qual_names.resolve(node))
    node = control_flow.transform(node, context)
    node = conditional_expressions.transform(node, context)
    node = logical_expressions.transform(node, context)
    return variables.transform(node, context)


class _Prepared(ast.NodeTransformer):
    """What malt does not know: names with two underscores, `super()`, where each node is from."""

    def __init__(self, function: types.FunctionType):
        owner = function.__qualname__.split(".")[-2:-1]
        self._owner = owner[0].lstrip("_") if owner and owner[0] != "<locals>" else ""
        self._first = function.__code__.co_varnames[:1]
        self._outermost = True

    def visit(self, node: ast.AST) -> ast.AST:
        if self._outermost:
            self._outermost = False
            _bare(node)
        if hasattr(node, "lineno"):
            place = origin_info.Location(None, node.lineno, node.col_offset)
            origin = origin_info.OriginInfo(place, None, None, _end(node))
            anno.setanno(node, anno.Basic.ORIGIN, origin)
        return super().visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if node.attr.startswith("__") and not node.attr.endswith("__") and self._owner:
            node.attr = f"_{self._owner}{node.attr}"
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id == "super" and not node.args:
            node.args = [ast.Name(name, ast.Load()) for name in ("__class__", *self._first)]
        return self.generic_visit(node)

    def _refuse(self, node: ast.AST) -> ast.AST:
        raise Unsupported(f"`{_NAMES[type(node)]}` in line {node.lineno} is not supported")

    visit_Yield = visit_YieldFrom = visit_Await = _refuse

    def visit_For(self, node: ast.For | ast.While) -> ast.AST:
        return self._refuse(node) if node.orelse else self.generic_visit(node)

    visit_While = visit_For


_NAMES = {
    ast.Yield: "yield",
    ast.YieldFrom: "yield from",
    ast.Await: "await",
    ast.For: "for … else",
    ast.While: "while … else",
}


def _end(node: ast.AST) -> int:
    """The column in which a node ends, or what is on its first line of it."""
    head = getattr(node, "test", getattr(node, "iter", node))  # of an if or a loop its first line
    return head.end_col_offset if head.end_lineno == node.lineno else _END_OF_LINE


def _bare(node: ast.FunctionDef | ast.Lambda) -> None:
    """Take away what was evaluated when the function was defined: the new one is given the same."""
    given = node.args
    given.defaults = [ast.Constant(None) for _ in given.defaults]
    given.kw_defaults = [default and ast.Constant(None) for default in given.kw_defaults]
    for parameter in ast.walk(given):
        if isinstance(parameter, ast.arg):
            parameter.annotation = None
    if isinstance(node, ast.FunctionDef):
        node.decorator_list = []
        node.returns = None


class _Calls(call_trees.CallTreeTransformer):
    """Calls go through `converted_call`, but for those that look at the frame they are made in."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id in _NEED_A_FRAME:
            return self.generic_visit(node)
        return super().visit_Call(node)


def _on_their_lines(nodes: list[ast.AST], first: int) -> ast.Module:
    """The nodes as a module, each where it came from; new ones where what they belong to is."""
    module = ast.parse("\n".join(map(ast.unparse, map(ast.fix_missing_locations, nodes))))
    for before, after in ast_util.parallel_walk(nodes, module.body):
        if isinstance(before, ast.AST) and anno.hasanno(before, anno.Basic.ORIGIN):
            origin = anno.getanno(before, anno.Basic.ORIGIN)
            after.place = origin.loc.lineno, origin.loc.col_offset, origin.comment
    _put(module, (first, 0, _END_OF_LINE))
    return module


def _put(node: ast.AST, place: tuple[int, int, int]) -> None:
    place = getattr(node, "place", place)
    if hasattr(node, "lineno"):
        node.lineno, node.col_offset, node.end_col_offset = place
        node.end_lineno = node.lineno
    for child in ast.iter_child_nodes(node):
        _put(child, place)
