"""The events room on the screen."""
