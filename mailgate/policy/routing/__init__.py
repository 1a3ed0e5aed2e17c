"""Routing: who gets a ticket, and why. First form: settings, load, hours and history; explainable to the last factor."""

from mailgate.policy.routing.choice import route
from mailgate.policy.routing.skills import second_of

__all__ = ["route", "second_of"]
