"""The staff console, over real HTTP and in real Chromium."""
