"""Every word people read that is no curated entry: complete, alike in all languages, easy to read."""
