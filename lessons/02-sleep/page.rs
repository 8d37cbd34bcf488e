#![doc = include_str!("../../book/src/sleep.md")]
