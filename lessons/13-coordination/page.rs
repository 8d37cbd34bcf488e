#![doc = include_str!("../../book/src/coordination.md")]
