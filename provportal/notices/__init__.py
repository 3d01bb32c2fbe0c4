"""The ways out to people: email and text messages, each behind one Protocol."""
