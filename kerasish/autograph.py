"""`tf.autograph`: how `if`, `while` and `for` over tensors become part of a traced function."""

from types import SimpleNamespace as _Namespace

from kerasish._missing import missing as _missing
from kerasish.core.autograph.calls import do_not_convert as _do_not_convert
from kerasish.core.autograph.rewrite import to_code

experimental = _Namespace(do_not_convert=_do_not_convert)

__all__ = sorted(name for name in globals() if not name.startswith("_"))
__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
