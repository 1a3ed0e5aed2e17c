"""What agents may see of a route. In `shadow` the model only watches: agents who knew whom it would have chosen would follow it,
and there would be nothing left to compare. Admins see everything (`mailgate explain`, `ticket show --json`)."""

from __future__ import annotations

from dataclasses import replace

from mailgate.model.decision import Route


def as_agents_see(route: Route) -> Route:
    """Of a shadowed one only what was done, and nothing of what the model thought."""
    if route.mode != "shadow":
        return route
    return replace(route, candidates=(), runner_up=None, suggested=None, by_model=None)
