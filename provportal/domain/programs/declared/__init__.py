"""Programs that an agency declares in a TOML file: read, checked and run by the same code."""
