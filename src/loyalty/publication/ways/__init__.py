"""Ways to buy and to pay: which facts tell of them, and what may not hang on them."""
