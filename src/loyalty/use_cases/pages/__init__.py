"""Who is signed in on the pages."""
