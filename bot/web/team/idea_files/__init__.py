"""The console's pages for ideas that come from paper, and for files that leave."""
