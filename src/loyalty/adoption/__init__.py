"""Programme versions that were adopted, and which one is in force."""
