"""German and English as people type them: folded, stemmed, taken apart, put right. Knows no entry and no search."""
