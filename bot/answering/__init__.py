"""Questions and curated answers: the card of an entry, choices, the honest "not known", browsing, emergencies."""
