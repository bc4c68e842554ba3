"""Commands for those who write rule files."""
