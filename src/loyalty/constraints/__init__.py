"""Laws a programme declares, each in its own file, decided on the same formulas that price.

A module here is the constraint of its name. A declared constraint without a module is
listed as NOT CHECKED, never passed over.
"""
