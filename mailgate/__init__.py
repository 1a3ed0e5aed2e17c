"""mailgate: an e-mail-first help desk."""

__version__ = "0.1.0"
