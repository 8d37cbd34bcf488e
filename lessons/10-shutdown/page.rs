#![doc = include_str!("../../book/src/shutdown.md")]
