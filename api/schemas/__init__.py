"""What requests and answers look like, one file per resource: strict in, only named members out."""
