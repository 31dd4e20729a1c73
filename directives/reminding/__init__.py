"""Who is reminded of which order on a day, and how it is told: chosen without a trace, then written once and queued."""
