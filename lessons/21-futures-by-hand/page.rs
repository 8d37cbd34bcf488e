#![doc = include_str!("../../book/src/futures-by-hand.md")]
