"""What a reviewer does: find a document, follow a number, sign off, take a bundle along."""
