"""The provider payment portal: one record from a provider's draft to the proof of payment."""
