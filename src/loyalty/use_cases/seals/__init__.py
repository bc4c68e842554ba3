"""Sealing what is told, closing days, and verifying sealed documents."""
