"""Stand-ins for what lies outside the house: strict, over the wire, with a clock that a test sets."""
