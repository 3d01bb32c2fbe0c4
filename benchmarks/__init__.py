"""Promises of speed: each file prints ours, its yardstick from the same run, and the ratio."""
