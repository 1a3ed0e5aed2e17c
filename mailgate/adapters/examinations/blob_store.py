"""The blob store in a bucket: whether it answers. A folder is looked at as a folder."""

from __future__ import annotations

import obstore
from obstore.exceptions import BaseError
from obstore.store import from_url

from mailgate.adapters.examinations.finding import Finding, fault, ok


def bucket(where: str) -> Finding:
    """Ask for a listing, and read the first of it."""
    try:
        next(iter(obstore.list(from_url(where), chunk_size=1)), None)
    except (BaseError, ValueError, OSError) as error:
        said = (str(error).strip().splitlines() or [type(error).__name__])[0]
        return fault("blobs", f"{where} can't be used: {said}", "check the name, AWS_ACCESS_KEY_ID and the like, and the region")
    return ok("blobs", f"{where} answers")
