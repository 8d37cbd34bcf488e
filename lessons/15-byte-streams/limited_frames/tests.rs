// Counts: lost_data

use super::*;
use std::time::Duration;
use tokio_stream::StreamExt;
use tokio_test::io::Builder;
use tokio_util::codec::FramedRead;

#[tokio::test(start_paused = true)]
async fn reads_a_frame() {
    assert_eq!(
        frames_of(["\0\0\0\x04wind"]).await,
        ["wind"],
        "a frame is what stands behind its length"
    );
}

#[tokio::test(start_paused = true)]
async fn reads_the_frames_of_one_piece() {
    let frames = frames_of(["\0\0\0\x04wind\0\0\0\0\0\0\0\x04rain"]).await;
    assert_eq!(
        frames,
        ["wind", "", "rain"],
        "is the rest still in the buffer after the first frame?"
    );
}

#[tokio::test(start_paused = true)]
async fn waits_for_a_frame_in_parts() {
    let frames = frames_of(["\0\0", "\0\x04", "wi", "nd\0\0\0\x04ra", "in"]).await;
    assert_eq!(
        frames,
        ["wind", "rain"],
        "a frame is what its length says, in however many parts it comes"
    );
}

#[test]
fn reads_frames_in_any_pieces() {
    trials::jitter("lost_data", async |pieces| {
        let reader = pieces.of(&b"\0\0\0\x04wind\0\0\0\0\0\0\0\x03sun"[..]);
        let frames: io::Result<Vec<Bytes>> =
            FramedRead::new(reader, Frames { limit: 8 }).collect().await;
        assert_eq!(
            frames.ok(),
            Some(["wind", "", "sun"].map(Bytes::from).to_vec()),
            "a frame is what its length says, wherever its bytes are parted"
        );
    });
}

#[tokio::test(start_paused = true)]
async fn allows_a_frame_at_the_limit() {
    assert_eq!(
        frames_of(["\0\0\0\x08sunshine"]).await,
        ["sunshine"],
        "8 bytes are allowed, 9 are not"
    );
}

#[tokio::test(start_paused = true)]
async fn refuses_a_frame_over_the_limit() {
    let mut buffer = BytesMut::from("\0\0\0\x09lightning");
    let error = Frames { limit: 8 }
        .decode(&mut buffer)
        .expect_err("a frame of 9 bytes, where 8 are allowed");
    assert_eq!(
        error.kind(),
        io::ErrorKind::InvalidData,
        "the bytes are not what they should be"
    );
}

#[tokio::test(start_paused = true)]
async fn refuses_it_before_it_comes() {
    let mut buffer = BytesMut::from(&b"\xff\xff\xff\xff"[..]);
    let refused = Frames { limit: 8 }.decode(&mut buffer);
    let error =
        refused.expect_err("4 GiB are announced: how much of it will you keep before you say no?");
    assert_eq!(
        error.kind(),
        io::ErrorKind::InvalidData,
        "the bytes are not what they should be"
    );
    assert!(
        buffer.capacity() < 1024,
        "room for {} bytes was made for a frame that is refused: what comes first?",
        buffer.capacity()
    );
}

/// The frames of a reader that gives these pieces, a second apart. The limit is 8 bytes.
async fn frames_of<const N: usize>(pieces: [&str; N]) -> Vec<Bytes> {
    let mut script = Builder::new();
    for piece in pieces {
        script.read(piece.as_bytes()).wait(Duration::from_secs(1));
    }
    let mut reader = script.build();
    let frames: io::Result<Vec<Bytes>> = FramedRead::new(&mut reader, Frames { limit: 8 })
        .collect()
        .await;
    frames.expect("these frames are allowed and whole: is the length still in the buffer when the rest comes?")
}
