"""Mutated mail: what no client writes, but anybody may send."""
