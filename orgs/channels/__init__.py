"""How a message leaves: one small sender per channel. None of them knows a campaign or the outbox's rows."""
