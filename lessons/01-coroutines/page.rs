#![doc = include_str!("../../book/src/coroutines.md")]
