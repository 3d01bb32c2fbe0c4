"""Migrations of the database, run by `provportal migrate`."""
