"""The window: Qt models, views and dialogs over the rooms below; no rule, no sum and no sentence."""
