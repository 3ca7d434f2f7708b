"""Announcements, from composing to the report: two keys, a hold, one message each, correction and recall."""
