"""积分: the room of points; counter, activities, review, projects, accounts, rules, goods."""
