"""The pure core: no database, no clock, no network. Read this folder first."""
