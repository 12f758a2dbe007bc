"""Pages of the points room."""
