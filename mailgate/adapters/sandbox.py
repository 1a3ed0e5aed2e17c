"""The Jinja environment of letters: templates can say things about plain values, and nothing else.

Operators write templates; still a template must not be able to reach code, run for ever or fill the memory. Jinja's sandbox
bounds neither time nor size (`"a"*10**9` and nested loops run on), so every step here is paid from a budget: each turn of a
loop, each macro, block and included file, each character printed or joined. What exceeds it is a TemplateFault, and the caller
uses the built-in template instead.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined, nodes, pass_context
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from mailgate.model.errors import TemplateFault

MOST_STEPS = 20_000  # turns of loops and calls of macros in one letter
MOST_CHARACTERS = 1_000_000  # printed or joined while one part of a letter is made; the part itself is smaller
MOST_WRITTEN = 256 * 1024  # the part

# Filters that neither reach attributes by name nor make much of little. `format`, `center`, `attr`, `map` and friends are out.
_FILTERS = (
    "abs",
    "capitalize",
    "count",
    "d",
    "default",
    "e",
    "escape",
    "first",
    "float",
    "int",
    "last",
    "length",
    "lower",
    "round",
    "string",
    "title",
    "trim",
    "truncate",
    "upper",
)
_TESTS = (
    "boolean",
    "defined",
    "divisibleby",
    "eq",
    "equalto",
    "even",
    "false",
    "ge",
    "greaterthan",
    "gt",
    "in",
    "le",
    "lessthan",
    "lt",
    "mapping",
    "ne",
    "none",
    "number",
    "odd",
    "sequence",
    "string",
    "true",
    "undefined",
    "==",
    "!=",
    ">",
    ">=",
    "<",
    "<=",
)


_ASKABLE = (LoopContext, TemplateModule, TemplateReference, BlockReference)  # loop.first, w.when, self.title, super


class _Budget(threading.local):
    """What the letter being rendered on this thread may still spend."""

    steps = 0
    characters = 0


_BUDGET = _Budget()


def refill() -> None:
    """Give the rendering that starts now a whole budget."""
    _BUDGET.steps = MOST_STEPS
    _BUDGET.characters = MOST_CHARACTERS


@pass_context  # keeps Jinja from folding the call into a constant
def _step(context: Context, _: str) -> None:
    _BUDGET.steps -= 1
    if _BUDGET.steps < 0:
        raise TemplateFault("the template loops too often")


def _spend(text: Any) -> Any:
    _BUDGET.characters -= len(text) if isinstance(text, str) else 20
    if _BUDGET.characters < 0:
        raise TemplateFault("the template writes too much")
    return text


def _printed(value: Any) -> Any:
    """What `{{ }}` prints: text, numbers, lists of them, nothing for None. Anything else is a mistake of the template."""
    if type(value) is str or type(value) is Markup:
        return _spend(value)
    if isinstance(value, Undefined):
        str(value)  # StrictUndefined raises with the name and what to do
    if value is None:
        return ""
    if isinstance(value, tuple) and all(isinstance(one, (str, int, float)) for one in value):
        return _spend(_joined_list(value, "; "))
    if not isinstance(value, (str, int, float)):
        raise TemplateFault(f"only text and numbers can be printed, not a {type(value).__name__}")
    return _spend(value)


def _joined(*pieces: Any) -> str:
    """`~` between pieces, escaped when one of them is markup."""
    markup = any(isinstance(piece, Markup) for piece in pieces)
    shown = [_printed(piece) for piece in pieces]
    return Markup("").join(shown) if markup else "".join(str(piece) for piece in shown)


def _joined_list(values: Iterable[Any], between: str = "") -> str:
    pieces: list[Any] = []
    for value in values:
        pieces += [between, _printed(value)]
    if any(isinstance(piece, Markup) for piece in pieces):
        return Markup("").join(escape(piece) for piece in pieces[1:])
    return "".join(str(piece) for piece in pieces[1:])


class Source(NamedTuple):
    """A template's text and the file that faults in it are reported with."""

    text: str
    file: str


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """Strict, immutable, without attributes of Python objects, without methods, and paid step by step."""

    intercepted_binops = frozenset({"*", "**", "%", "+", "//", "/", "-"})

    def __init__(self, sources: Mapping[str, Source], *, filters: Mapping[str, Callable[..., Any]]) -> None:
        self.sources = dict(sources)
        super().__init__(
            loader=FunctionLoader(self._loaded),
            undefined=StrictUndefined,
            autoescape=lambda name: bool(name) and ".html" in str(name),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            finalize=_printed,
        )
        self.globals = {}
        own = {"join": _joined_list, "__step": _step, "__join": _joined}
        self.filters = {name: self.filters[name] for name in _FILTERS} | own | dict(filters)
        self.tests = {name: self.tests[name] for name in _TESTS}

    def _loaded(self, name: str) -> tuple[str, str | None, Callable[[], bool] | None] | None:
        source = self.sources.get(name)
        return None if source is None else (source.text, source.file, None)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        repeated: list[nodes.Template | nodes.Block | nodes.For | nodes.Macro | nodes.CallBlock] = [
            tree,
            *tree.find_all(nodes.Block),
            *tree.find_all(nodes.For),
            *tree.find_all(nodes.Macro),
            *tree.find_all(nodes.CallBlock),
        ]
        for one in repeated:
            price = nodes.Filter(nodes.Const(""), "__step", [], [], None, None)  # a filter: called directly, without checks
            one.body.insert(0, nodes.ExprStmt(price, lineno=one.lineno))
        _price_joins(tree)
        tree.set_environment(self)
        return tree

    def join_path(self, template: str, parent: str) -> str:
        """`_words.j2` named in `it/answer.txt.j2` is `it/_words.j2` if there is one, else the shared `_words.j2`."""
        beside = f"{parent.rpartition('/')[0]}/{template}"
        return beside if beside in self.sources else template

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return False  # values are mappings: `ticket.number` is looked up as a key

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, (Macro, BlockReference))

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        if type(obj) is not Macro:
            return super().call(context, obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)  # Jinja does the same in many more steps, for every macro of a letter
        kwargs.pop("_block_vars", None)
        return obj(context.eval_ctx, *args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict or isinstance(obj, Mapping):  # the first is nearly always true, and much quicker to ask
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, _ASKABLE) and attribute[:1] != "_":
            return getattr(obj, attribute)
        return self.undefined(f"{attribute!r} can't be asked of a {type(obj).__name__}", obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Mapping) and isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, (str, tuple)) and isinstance(argument, (int, slice)):
            try:
                return obj[argument]
            except IndexError:
                return self.undefined(obj=obj, name=str(argument))
        return self.undefined(f"{argument!r} can't be asked of a {type(obj).__name__}", obj=obj, name=str(argument))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator in ("+", "-") and _numbers(left, right):
            return left + right if operator == "+" else left - right
        if operator in ("*", "/", "//", "%") and _numbers(left, right) and max(abs(left), abs(right)) < 1e9:
            return super().call_binop(context, operator, left, right)
        raise TemplateFault(f"{operator} works on small numbers only; join texts with ~")


def _numbers(*values: Any) -> bool:
    return all(isinstance(value, (int, float)) for value in values)


def _price_joins(node: nodes.Node) -> None:
    """Replace every `a ~ b` by a call that is paid for."""
    for field, value in list(node.iter_fields()):
        children = value if isinstance(value, list) else [value]
        fresh = []
        for child in children:
            if isinstance(child, nodes.Node):
                _price_joins(child)
            if isinstance(child, nodes.Concat):
                child = nodes.Filter(child.nodes[0], "__join", child.nodes[1:], [], None, None, lineno=child.lineno)
            fresh.append(child)
        setattr(node, field, fresh if isinstance(value, list) else fresh[0])


def render(environment: Environment, name: str, values: Mapping[str, Any]) -> str:
    """One part of a letter. Raises TemplateFault when it is larger than a part may be, and whatever Jinja finds wrong."""
    pieces: list[str] = []
    written = 0
    for piece in environment.get_template(name).generate(dict(values)):
        written += len(piece)
        if written > MOST_WRITTEN:
            raise TemplateFault("the letter would be larger than 256 KiB")
        pieces.append(piece)
    return "".join(pieces)
