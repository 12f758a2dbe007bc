"""Photos and files that belong to records: stored once by content, inside the encrypted station."""
