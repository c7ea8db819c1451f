"""A profile beside documents and other profiles, and documents beside each other."""
