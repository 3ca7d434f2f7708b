"""The person and the assistant: welcome, help, language, privacy, contact, and what to say to a sticker."""
