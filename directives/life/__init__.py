"""The life of an assignment: the table of its states, and the acts that lead from one to the next."""
