#![doc = include_str!("../../book/src/databases.md")]
