#![doc = include_str!("../../book/src/error-handling.md")]
