"""Routing: who gets a ticket, and why. First form: settings, load, hours and history; explainable to the last factor."""

from mailgate.policy.routing.choice import route

__all__ = ["route"]
