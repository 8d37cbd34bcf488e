//! The terminal and the command line: rows T.
