"""What people write in chats."""
