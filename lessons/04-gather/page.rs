#![doc = include_str!("../../book/src/gather.md")]
