"""The pages of an order: the Sở's list of what it follows, and each unit's assignment with what may be done to it."""
