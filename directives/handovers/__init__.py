"""A person who leaves, or changes post, hands the work in their name over to colleagues, with a list."""
