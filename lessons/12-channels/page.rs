#![doc = include_str!("../../book/src/channels.md")]
