#![doc = include_str!("../../book/src/select.md")]
