//! Watch mode: rows W.
