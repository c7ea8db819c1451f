"""The cheapest cells to bring to full for a goal."""
