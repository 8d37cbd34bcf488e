//! The saved progress: rows P.
