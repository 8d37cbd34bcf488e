#![doc = include_str!("../../book/src/shared-state.md")]
