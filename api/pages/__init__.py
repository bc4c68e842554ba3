"""What people look at in a browser, and the open addresses of the service itself."""
