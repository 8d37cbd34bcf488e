//! Wrong: takes all that is in the buffer, and with it the beginning of the next frame.
//! Fails: reads_the_frames_of_one_piece

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
        let Some(length) = buffer.first_chunk() else {
            return Ok(None);
        };
        let length = u32::from_be_bytes(*length) as usize;
        if length > self.limit {
            return Err(io::ErrorKind::InvalidData.into());
        }
        if buffer.remaining() < 4 + length {
            return Ok(None);
        }
        buffer.advance(4);
        let mut frame = buffer.split();
        frame.truncate(length);
        Ok(Some(frame.freeze()))
    }
}

#[cfg(test)]
mod tests;
