"""The public pages about ideas: without scripts, cookies and sign-in."""
