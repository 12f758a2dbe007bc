"""Grid affairs (事项): reported, accepted, dispatched, handled, verified, closed."""
