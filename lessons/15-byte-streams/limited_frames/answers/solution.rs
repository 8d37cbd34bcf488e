//! The length is looked at and left in the buffer, until the frame is either refused or whole.

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
            let message = format!(
                "a frame of {length} bytes, where {} are allowed",
                self.limit
            );
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        if buffer.remaining() < 4 + length {
            return Ok(None);
        }
        buffer.advance(4);
        Ok(Some(buffer.split_to(length).freeze()))
    }
}

#[cfg(test)]
mod tests;
