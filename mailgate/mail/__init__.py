"""Floor 1: how e-mail works. Bytes to model and back, the RFC beside the line that obeys it."""
