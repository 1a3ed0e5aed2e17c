"""Floor 1: what we decide. Facts and an instant in, a Decision out; pure."""
