"""What the operator sets around the engine: read once, checked whole."""
