"""Floor 2: when things happen. Every flow: gather, decide, apply."""
