"""What is wrong with a template, in one line that says where."""

from __future__ import annotations

import traceback

from jinja2 import TemplateError, TemplateSyntaxError

from mailgate.adapters.sandbox import LetterEnvironment
from mailgate.model.errors import TemplateFault


def fault_of(error: BaseException, template: str) -> str:
    """`file:line: what is wrong` of anything that went wrong in a template."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or template}:{error.lineno}: {error.message}"
    if isinstance(error, TemplateFault) and ":" in str(error).partition(" ")[0]:
        return str(error)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else template
    what = str(error) if isinstance(error, (TemplateError, TemplateFault)) and str(error) else type(error).__name__
    return f"{where}: {what}"


def syntax_fault(environment: LetterEnvironment, name: str) -> str | None:
    try:
        environment.get_template(name)
    except TemplateSyntaxError as error:
        return fault_of(error, name)
    return None
