"""What is asked and answered about jobs and notices."""
