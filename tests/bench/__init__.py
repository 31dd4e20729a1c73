"""Benchmarks: `./run bench` prints times and ratios measured in one run; nothing here passes or fails."""
