"""预决算公开编辑器: edits, checks and publishes the budgets and final accounts of government units."""

__version__ = "0.1.0"
