#![doc = include_str!("../../book/src/redis-client.md")]
