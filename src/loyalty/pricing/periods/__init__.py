"""The parts of one period of a plan: what recurs, what is taken off, what is promised, tax."""
