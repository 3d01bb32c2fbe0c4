"""Bank files in the Nacha format: layouts as tables, a streaming writer, two readers."""
