"""Explanations in words: plain data becomes text or a page, in English and in Chinese.

A wording may hide parts of a document; it never changes a number and never adds one.
"""
