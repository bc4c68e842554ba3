"""What a reviewer reads: where numbers come from, sign-offs, what verifying a bundle came to."""
