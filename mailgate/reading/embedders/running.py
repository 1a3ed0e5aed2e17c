"""What both embedders need: files that are as they were published, and a session that computes in one thread."""

from __future__ import annotations

import hashlib
import mmap
from importlib import metadata
from pathlib import Path
from typing import Any

from mailgate.reading.embedders import EmbedderMissing


def published(package: str, name: str, sha256: str) -> Path:
    """A file of an installed package. Raises EmbedderMissing if it is gone, or not the one that was published."""
    path = Path(str(metadata.distribution(package).locate_file(name)))
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as failed:
        what = "is missing" if isinstance(failed, FileNotFoundError) else "can't be read"
        raise EmbedderMissing(f"{name} of {package} {what}") from failed
    if digest != sha256:
        raise EmbedderMissing(f"{name} of {package} is not as it was published")
    return path


def sick_of(embedder: str, sick: Exception) -> EmbedderMissing:
    """Why an embedder can't be loaded, and what to do."""
    why = str(sick) if isinstance(sick, EmbedderMissing) else f"something in it fails ({type(sick).__name__})"
    return EmbedderMissing(f"embedder {embedder} can't be loaded: {why}; `make setup` installs it anew")


def mapped(path: Path) -> memoryview:
    """Its bytes: only those that are looked at come into memory."""
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def forget(data: memoryview) -> None:
    """What was looked at once need not stay in memory; it comes again from the file."""
    if isinstance(data.obj, mmap.mmap):
        data.obj.madvise(mmap.MADV_DONTNEED)


def session(model: bytes) -> Any:
    """In one thread; of memory it keeps its weights and nothing else."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    made = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    made._model_bytes = None  # it would keep them for another provider to fall back to, and there is one
    return made
