"""What cases take and give."""
