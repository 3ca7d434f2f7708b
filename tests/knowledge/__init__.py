"""Tests of `knowledge/`."""
