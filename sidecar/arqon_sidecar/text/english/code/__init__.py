"""What programmers and terminals write."""
