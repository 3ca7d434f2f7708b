"""Events: workshops and revisions, what is told of them in time, calendars. What is due is decided purely."""
