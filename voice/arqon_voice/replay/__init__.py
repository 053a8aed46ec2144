"""A message that was spoken is not spoken again."""
