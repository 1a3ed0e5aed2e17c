"""Floor 1: what the words mean. Text in, a Reading with its reasons out."""
