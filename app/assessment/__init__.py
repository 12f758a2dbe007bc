"""Assessment (考核) of grid workers from recorded work."""
