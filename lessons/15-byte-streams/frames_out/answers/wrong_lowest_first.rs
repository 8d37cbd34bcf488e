//! Wrong: puts the lowest byte of the length first.
//! Fails: puts_the_length_in_front

use bytes::{BufMut, BytesMut};
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
        if frame.len() > self.limit {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        buffer.put_u32_le(frame.len() as u32);
        buffer.put_slice(frame);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
