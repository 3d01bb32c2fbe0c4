"""Settings: one frozen value made from the environment."""
