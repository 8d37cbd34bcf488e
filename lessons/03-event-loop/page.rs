#![doc = include_str!("../../book/src/event-loop.md")]
