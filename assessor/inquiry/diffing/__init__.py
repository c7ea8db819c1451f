"""What changed between two assessments, and whose doing it was."""
