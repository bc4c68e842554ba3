"""What other systems are told of what happened to members: announcements, endpoints, deliveries."""
