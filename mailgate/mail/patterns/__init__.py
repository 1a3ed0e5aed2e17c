"""What is known of clients, servers and languages, as data: words and shapes, no logic."""
