"""What people and keys did that changes who may do what, in a chain that shows what is taken away."""
