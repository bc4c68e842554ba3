"""Very many broken inputs to whatever reads what marketers write: ``python -m tests.fuzz``, `make fuzz`."""
