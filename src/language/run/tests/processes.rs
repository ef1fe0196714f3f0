//! Processes: what they hear, what they send, and what they remember.
