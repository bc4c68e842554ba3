"""Readers of the tree: function, interpreter, SQL, formula, sentence. None knows another."""
