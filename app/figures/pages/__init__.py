"""Pages of the figures: what a secretary reads at the end of the month."""
