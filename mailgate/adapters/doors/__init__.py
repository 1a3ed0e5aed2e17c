"""Doors: each makes a RawMessage with its Evidence and hands it to the accept function it was given."""
