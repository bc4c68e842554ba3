"""What is different between two versions of a programme: the text, the meaning, the effect.

Pure: it takes programmes or their files and gives values; sentences are made by ``wording``.
"""
