"""Last year's document as this year's first draft."""
