//! The build and the environment: rows B.
