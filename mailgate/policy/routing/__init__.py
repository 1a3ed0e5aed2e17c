"""Routing: who gets a ticket, and why, explainable to the last factor. `choice.route` decides."""
