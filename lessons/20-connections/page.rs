#![doc = include_str!("../../book/src/connections.md")]
