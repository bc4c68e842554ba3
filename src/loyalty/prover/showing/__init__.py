"""Showing that something holds for every case: by structure, breakpoints and the solver."""
