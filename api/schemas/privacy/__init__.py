"""What routes about personal data take and give."""
