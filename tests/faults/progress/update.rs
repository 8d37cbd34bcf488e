//! Newer workbooks.
