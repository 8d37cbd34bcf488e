//! Wrong: takes the length out of the buffer before the frame is whole, and takes the frame's bytes for one next time.
//! Fails: waits_for_a_frame_in_parts

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
        let length = buffer.get_u32() as usize;
        if length > self.limit {
            return Err(io::ErrorKind::InvalidData.into());
        }
        if buffer.remaining() < length {
            return Ok(None);
        }
        Ok(Some(buffer.split_to(length).freeze()))
    }
}

#[cfg(test)]
mod tests;
