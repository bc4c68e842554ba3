"""What is said of personal data, to members and to reviewers."""
