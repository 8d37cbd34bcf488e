#![doc = include_str!("../../book/src/byte-streams.md")]
