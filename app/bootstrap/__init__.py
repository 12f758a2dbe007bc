"""The one place that knows everybody: station, announcements, pages, window."""
