"""今日: what waits in all rooms, and early warnings; the first page of the day."""
