//! Cut a stream of bytes into frames, and refuse a frame that is too long before it has come.
//!
//!     cargo run -q -- check byte-streams/limited_frames

use bytes::{Buf, Bytes, BytesMut};
use std::io;
use tokio_util::codec::Decoder;

/// How a frame looks: its length in four bytes, the highest first, and then as
/// many bytes.
#[derive(Debug)]
struct Frames {
    /// The greatest length that is allowed.
    limit: usize,
}

impl Decoder for Frames {
    type Item = Bytes;
    type Error = io::Error;

    /// Takes the first frame out of `buffer` and leaves the rest. If it is not
    /// whole yet, takes nothing: `Ok(None)`. Refuses a frame over the limit, with
    /// `InvalidData`, as soon as its length is known.
    fn decode(&mut self, buffer: &mut BytesMut) -> io::Result<Option<Bytes>> {
        if buffer.remaining() < 4 {
            return Ok(None);
        }
        todo!("take a frame out of {buffer:?} for {self:?}")
    }
}

#[cfg(test)]
mod tests;
