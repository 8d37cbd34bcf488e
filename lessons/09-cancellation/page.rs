#![doc = include_str!("../../book/src/cancellation.md")]
