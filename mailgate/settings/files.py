"""YAML 1.2 files, with what they include → one tree.

Fails by collecting faults, never by raising: duplicate keys, tags, loops, bombs and broken YAML are all lines in `faults`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from mailgate.settings.tree import Block, Items, Place, Text, is_text

MAX_BYTES = 4 * 1024 * 1024
MAX_VALUES = 200_000  # an alias bomb ends here
MAX_DEPTH = 50

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_DISGUISED = re.compile("\\$\ue000([A-Za-z_][A-Za-z0-9_]*)\ue001")

_CORE = "tag:yaml.org,2002:"
_KNOWN_TAGS = {_CORE + name for name in ("null", "bool", "int", "float", "str", "timestamp", "merge", "map", "seq")}


@dataclass(slots=True)
class Reader:
    """Reads one file and what it includes; gathers faults on the way."""

    faults: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    _count: int = 0
    _endless: bool = False
    _open: set[int] = field(default_factory=set)
    _shown: str = ""
    _folder: Path = Path()

    def file(self, path: Path, *, shown: str | None = None) -> Block | None:
        """The tree of the file with its includes merged in, or None when nothing can be made of it."""
        shown = shown or str(path)
        text = self._text(path, shown)
        if text is None:
            return None
        self.files.append(path.resolve())
        tree = self.text(text, path, shown=shown)
        if tree is None:
            return None
        included = tree.pop("include", None)
        for each in included if isinstance(included, Items) else [] if included is None else [included]:
            self._include(tree, each, path, shown)
        return tree

    def text(self, text: str, path: Path, *, shown: str | None = None) -> Block | None:
        """The tree of a text as it would stand in that file, its includes left in it."""
        shown = shown or str(path)
        node = self._compose(text, shown)
        if node is None:
            return None
        self._shown, self._folder = shown, path.resolve().parent
        tree = self._value(node, 0)
        if not isinstance(tree, Block):
            self.faults.append(f"{shown}:1:1: this is not a mapping; write `server:` and `desk:` with their settings under them")
            return None
        return tree

    def _include(self, tree: Block, name: object, path: Path, shown: str) -> None:
        if not is_text(name):
            place = getattr(name, "place", Place(shown, 1, 1))
            self.faults.append(f"{place}: include names a file or a list of files; write `include: desk.yaml`")
            return
        other = path.parent / name
        if other.resolve() in self.files:
            self.faults.append(f"{name.place}: {name} is included already; leave it out here")
            return
        # Shown beside the including file, as the person would write it on the command line.
        found = self.file(other, shown=str(Path(shown).parent / name))
        if found is not None:
            self._merge(tree, found)

    def _text(self, path: Path, shown: str) -> str | None:
        try:
            if path.stat().st_size > MAX_BYTES:
                self.faults.append(f"{shown}:1:1: the file is larger than 4 MB; split it with `include:`")
                return None
            return path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            what = "there is no such file; name one with --settings FILE, or copy the settings.yaml we ship"
            self.faults.append(f"{shown}:1:1: {what}")
        except UnicodeDecodeError as error:
            self.faults.append(f"{shown}:1:1: byte {error.start} is not UTF-8; save the file as UTF-8")
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            self.faults.append(f"{shown}:1:1: the file can't be read: {why}")
        return None

    def _compose(self, text: str, shown: str) -> Node | None:
        try:
            # In a flow mapping, YAML would take the braces of a bare ${NAME} for its own: they are disguised while it reads.
            node: Node | None = YAML(typ="safe", pure=True).compose(_VARIABLE.sub("$\ue000\\1\ue001", text))
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(shown, mark.line + 1, mark.column + 1) if mark else Place(shown, 1, 1)
            said = " ".join(str(x) for x in (error.problem, error.context) if x) or "it can't be read"
            look = "indent with spaces, not tabs" if "'\\t'" in said else "look at the indentation, colons and quotes here"
            self.faults.append(f"{place}: this is not YAML: {said}; {look}")
        except ReaderError as error:
            before = text[: error.position]
            place = Place(shown, before.count("\n") + 1, error.position - before.rfind("\n"))
            self.faults.append(f"{place}: a character that YAML does not allow; take it out")
        except RecursionError:
            self.faults.append(f"{shown}:1:1: this is nested too deeply; no setting is deeper than {MAX_DEPTH} levels")
        except (YAMLError, ValueError, TypeError, AttributeError, LookupError, AssertionError, NotImplementedError) as error:
            # The library has no one error for what it can't read (bad %YAML directives, bad escapes and the like).
            said = str(error).partition("\n")[0] or type(error).__name__
            self.faults.append(f"{shown}:1:1: this is not YAML: {said}; look for odd characters and directives")
        else:
            if node is None:
                self.faults.append(f"{shown}:1:1: the file is empty; write `server:` and `desk:` with their settings under them")
            return node
        return None

    def _place(self, node: Node) -> Place:
        return Place(self._shown, node.start_mark.line + 1, node.start_mark.column + 1)

    def _value(self, node: Node, depth: int) -> Any:
        self._count += 1
        if self._count > MAX_VALUES or depth > MAX_DEPTH or id(node) in self._open:
            if not self._endless:
                self.faults.append(f"{self._place(node)}: this nests or repeats without end; write it out without anchors")
            self._endless = True
            return None
        if str(node.tag) not in _KNOWN_TAGS:
            self.faults.append(f"{self._place(node)}: the tag {node.tag} is not used here; leave it out")
            return None
        self._open.add(id(node))
        try:
            if isinstance(node, MappingNode):
                return self._mapping(node, depth)
            if isinstance(node, SequenceNode):
                items = Items()
                items.place = self._place(node)
                items.items_at = [self._place(child) for child in node.value]
                items.extend(self._value(child, depth + 1) for child in node.value)
                return items
            return self._scalar(node) if isinstance(node, ScalarNode) else None
        finally:
            self._open.discard(id(node))

    def _scalar(self, node: ScalarNode) -> Text | None:
        tag = str(node.tag).removeprefix(_CORE)
        if tag == "null":
            return None
        written = _DISGUISED.sub(r"${\1}", _whole(str(node.value)))
        text = Text(written)
        text.place, text.folder = self._place(node), self._folder
        text.plain = _plain(tag, written)
        return text

    def _mapping(self, node: MappingNode, depth: int) -> Block:
        block = Block()
        block.place, block.keys_at = self._place(node), {}
        merged: list[Block] = []
        for key_node, value_node in node.value:
            place = self._place(key_node)
            if str(key_node.tag) == _CORE + "merge":
                value = self._value(value_node, depth + 1)
                merged.extend(b for b in (value if isinstance(value, Items) else [value]) if isinstance(b, Block))
                continue
            if not isinstance(key_node, ScalarNode):
                self.faults.append(f"{place}: a name is expected here, not a list or a mapping; put it in quotes if it is one")
                continue
            key = _whole(str(key_node.value))
            if key in block:
                first = block.keys_at[key]
                self.faults.append(f"{place}: `{key}` is already set in line {first.line}; keep one of them")
                again = self._value(value_node, depth + 1)
                if isinstance(block[key], Block) and isinstance(again, Block):
                    _fill(block[key], again)  # so that names that stand there do not look wrong elsewhere
                continue
            block[key] = self._value(value_node, depth + 1)
            block.keys_at[key] = place
        for base in merged:
            _fill(block, base)
        return block

    def _merge(self, into: Block, other: Block) -> None:
        """Mappings join key by key, lists are appended, anything else may be set once."""
        for key, value in other.items():
            mine = into.get(key)
            if mine is None:
                into[key], into.keys_at[key] = value, other.keys_at[key]
            elif isinstance(mine, Block) and isinstance(value, Block):
                self._merge(mine, value)
            elif isinstance(mine, Items) and isinstance(value, Items):
                mine.extend(value)
                mine.items_at.extend(value.items_at)
            elif value is not None:
                self.faults.append(f"{other.keys_at[key]}: `{key}` is already set at {into.keys_at[key]}; keep one of them")


def _fill(block: Block, base: Block) -> None:
    for key, value in base.items():
        if key not in block:
            block[key], block.keys_at[key] = value, base.keys_at[key]


def _whole(written: str) -> str:
    """Escaped halves of a character (`"\\ud83d\\ude00"`) made one; a lone half becomes the replacement character."""
    return written if written.isascii() else written.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _plain(tag: str, written: str) -> Any:
    try:
        if tag == "bool":
            return written.lower() == "true"
        if tag == "int":
            return int(written, 0) if written.lower().lstrip("+-").startswith(("0x", "0o")) else int(written)
        if tag == "float":
            return float(written.lower().replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:
        pass
    return str(written)
