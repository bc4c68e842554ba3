"""From the address of a request to its answer: what every request passes through, kept short."""
