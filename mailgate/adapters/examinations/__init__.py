"""What `mailgate doctor` tries in the real world. Nothing here writes anything that lasts, or changes a mailbox."""

from mailgate.adapters.examinations.finding import Check, Finding, State, examined

__all__ = ["Check", "Finding", "State", "examined"]
