"""The product's verbs, one file each: every one is one unit of work that commits once, or not at all."""
