//! Put frames into a buffer, each with its length in front, and refuse one that is too long before any of it is there.
//!
//!     cargo run -q -- check byte-streams/frames_out

use bytes::BytesMut;
use std::io;
use tokio_util::codec::Encoder;

/// How a frame looks: its length in four bytes, the highest first, and then as
/// many bytes.
#[derive(Debug)]
struct Frames {
    /// The greatest length that is allowed.
    limit: usize,
}

impl Encoder<&[u8]> for Frames {
    type Error = io::Error;

    /// Puts `frame` behind what is in `buffer` already, since that has not been
    /// sent yet. Refuses a frame over the limit, with `InvalidInput`, and then
    /// leaves the buffer as it was.
    fn encode(&mut self, frame: &[u8], buffer: &mut BytesMut) -> io::Result<()> {
        todo!("put {frame:?} into {buffer:?} for {self:?}")
    }
}

#[cfg(test)]
mod tests;
