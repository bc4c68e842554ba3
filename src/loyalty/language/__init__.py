"""The rules language: from YAML text to one typed tree over integers, and the tree's readers."""
