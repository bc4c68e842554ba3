"""What people and keys did that changes who may do what."""
