"""Refusals: what can't be done, told to the officer."""

from __future__ import annotations


class Refusal(Exception):
    """Something can't be done; the message says what is wrong, where, and what to do, in Chinese.

    Whatever refuses leaves everything as it was.
    """
