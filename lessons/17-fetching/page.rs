#![doc = include_str!("../../book/src/fetching.md")]
