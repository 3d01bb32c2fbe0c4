"""The invented sample: files for the importers, accounts and a plan, all made from a seed."""
