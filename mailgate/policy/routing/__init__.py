"""Who should work on a ticket, and why."""
