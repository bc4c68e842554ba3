"""Whether a version may be published: what the law of its markets and good practice ask of rule files."""
