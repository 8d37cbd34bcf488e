#![doc = include_str!("../../book/src/blocking-work.md")]
