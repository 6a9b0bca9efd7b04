"""Checks: relations and forms of writing that an edition demands, and what was found where they don't hold."""
