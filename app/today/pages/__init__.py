"""Pages of the room of today."""
