"""What a look at a folder of rule files found, and the forms in which it is told."""
