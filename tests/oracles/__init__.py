"""What independent tools say of our bank files; they live in an environment of their own."""
