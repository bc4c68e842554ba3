"""What is asked about bills, in words: plans and their charges, the bill as a document, what a plan was worth."""
