"""Sentence patterns by key and language, by what they are about; the catalogue holds them all."""
