"""Seals: what shows that a document is as it was issued.

A sealed document has a digest of its canonical form, an Ed25519 signature, its place in the chain
of its member's documents, and, once its day is closed, its place in the tree of its programme.
"""
