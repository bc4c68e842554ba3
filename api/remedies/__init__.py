"""How refusals are answered, by what they are about; `api.problems` has all of them."""
