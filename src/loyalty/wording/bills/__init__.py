"""What is asked about bills, in words: plans compared, the bill as a document, what a plan was worth."""
