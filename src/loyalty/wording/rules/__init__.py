"""The rules of a programme as sentences, one each, in English and Chinese."""
