"""How a released paper went to each addressee: when, by what channel, and what is known of its arrival."""
