// Counts: lost_data

use super::*;
use futures::SinkExt;
use tokio::io::duplex;
use tokio_stream::StreamExt;
use tokio_util::codec::{FramedRead, FramedWrite, LengthDelimitedCodec};

#[tokio::test(start_paused = true)]
async fn puts_the_length_in_front() {
    assert_eq!(
        encoded(&["wind"]),
        &b"\0\0\0\x04wind"[..],
        "four bytes of length, the highest first, and they do not count themselves"
    );
}

#[tokio::test(start_paused = true)]
async fn keeps_what_is_there() {
    assert_eq!(
        encoded(&["wind", "", "sun"]),
        &b"\0\0\0\x04wind\0\0\0\0\0\0\0\x03sun"[..],
        "what is in the buffer waits to be sent, and an empty frame is a frame"
    );
}

#[tokio::test(start_paused = true)]
async fn allows_a_frame_at_the_limit() {
    let mut buffer = BytesMut::new();
    let frame = [7; 300];
    Frames { limit: 300 }
        .encode(&frame, &mut buffer)
        .expect("300 bytes are allowed, 301 are not");
    assert_eq!(
        buffer[..5],
        [0, 0, 1, 44, 7],
        "300 is 1 times 256 and 44: which byte is the highest?"
    );
    assert_eq!(buffer.len(), 304, "the length, and all of the frame");
}

#[tokio::test(start_paused = true)]
async fn refuses_a_frame_over_the_limit() {
    let mut buffer = BytesMut::from("before");
    let error = Frames { limit: 8 }
        .encode(b"lightning", &mut buffer)
        .expect_err("a frame of 9 bytes, where 8 are allowed");
    assert_eq!(
        error.kind(),
        io::ErrorKind::InvalidInput,
        "it is the caller's mistake"
    );
    assert_eq!(
        buffer, "before",
        "what is put into the buffer is sent: what would the reader make of a part of a frame?"
    );
}

#[test]
fn can_be_read_in_any_pieces() {
    trials::jitter("lost_data", async |pieces| {
        let (near, far) = duplex(64);
        let write = async {
            let mut writer = FramedWrite::new(pieces.of(near), Frames { limit: 8 });
            for frame in ["wind", "", "sunshine"] {
                writer.send(frame.as_bytes()).await?;
            }
            SinkExt::<&[u8]>::close(&mut writer).await
        };
        let codec = LengthDelimitedCodec::new();
        let read = FramedRead::new(far, codec).collect::<io::Result<Vec<_>>>();
        let (written, read) = tokio::join!(write, read);
        written.expect("these frames are allowed");
        assert_eq!(
            read.ok(),
            Some(["wind", "", "sunshine"].map(BytesMut::from).to_vec()),
            "another program reads these frames: are they whole, and each where the last one ends?"
        );
    });
}

/// What is in the buffer after these frames. The limit is 8 bytes.
fn encoded(frames: &[&str]) -> BytesMut {
    let mut buffer = BytesMut::new();
    for frame in frames {
        Frames { limit: 8 }
            .encode(frame.as_bytes(), &mut buffer)
            .expect("these frames are allowed");
    }
    buffer
}
