"""Floor 2: the world. Adapters fit the ports of flows by shape and never import flows."""
