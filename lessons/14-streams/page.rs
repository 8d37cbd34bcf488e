#![doc = include_str!("../../book/src/streams.md")]
