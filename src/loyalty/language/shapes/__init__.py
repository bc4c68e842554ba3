"""What rule files may say, declared once: read from documents, and written as JSON Schema."""
