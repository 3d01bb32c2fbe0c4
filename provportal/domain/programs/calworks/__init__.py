"""CalWORKs child care: the case file, the dated rules, and the price of one month of one child."""
