"""What is asked about bills, in words: charges, plans compared, the bill as a document, a plan's worth."""
