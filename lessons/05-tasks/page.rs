#![doc = include_str!("../../book/src/tasks.md")]
