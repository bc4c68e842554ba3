"""How requests are read: the JSON reader, the forms of values, the parser that joins both."""
