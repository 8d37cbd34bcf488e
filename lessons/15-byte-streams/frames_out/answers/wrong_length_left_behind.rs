//! Wrong: the length is in the buffer when the frame is refused.
//! Fails: refuses_a_frame_over_the_limit

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
        buffer.put_u32(frame.len() as u32);
        if frame.len() > self.limit {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        buffer.put_slice(frame);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
