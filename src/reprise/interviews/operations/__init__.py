"""Operations: work that a model does for a session, durable and fenced."""
