"""The invariants, asked again in SQL of their own that shares no code with the actions."""
