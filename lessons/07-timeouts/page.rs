#![doc = include_str!("../../book/src/timeouts.md")]
