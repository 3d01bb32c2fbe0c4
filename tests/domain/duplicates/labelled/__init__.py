"""A labelled sample of duplicates and innocents; it imports nothing of the matcher it judges.

What it knows of duplicates it knows from the written rules alone: who bills what in a year
(world.py), how one bill comes twice (noises.py), what only looks like it (innocents.py).
"""
