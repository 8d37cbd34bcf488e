//! Readers and writers in all pieces.

mod said;

use said::said_of;
use std::cell::RefCell;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use trials::jitter;

#[test]
fn all_at_once_one_at_a_time_and_every_split() {
    let seen = RefCell::new(Vec::new());
    jitter("lost_data", async |pieces| {
        let mut reader = pieces.of(&b"wind"[..]);
        let (mut lengths, mut buffer) = (Vec::new(), [0; 8]);
        loop {
            match reader.read(&mut buffer).await.unwrap() {
                0 => break,
                length => lengths.push(length),
            }
        }
        seen.borrow_mut().push(lengths);
    });
    assert_eq!(
        *seen.borrow(),
        [
            vec![4],
            vec![1, 1, 1, 1],
            vec![1, 3],
            vec![2, 2],
            vec![3, 1]
        ]
    );
}

#[test]
fn a_message_that_is_taken_for_one_read() {
    let said = said_of(|| {
        jitter("lost_data", async |pieces| {
            let mut message = [0; 4];
            let mut reader = pieces.of(&b"wind"[..]);
            let length = reader.read(&mut message).await.unwrap();
            assert_eq!(length, 4, "one read, one message?");
        });
    });
    let begin = "lost_data: passes by luck: it fails when the bytes come one at a time\none read, one message?";
    assert!(said.unwrap().starts_with(begin));
}

#[test]
fn a_write_that_is_taken_for_whole() {
    let said = said_of(|| {
        jitter("lost_data", async |pieces| {
            let (near, mut far) = duplex(16);
            let mut near = pieces.of(near);
            let _ = near.write(b"wind").await.unwrap();
            drop(near);
            let mut heard = String::new();
            far.read_to_string(&mut heard).await.unwrap();
            assert_eq!(heard, "wind", "did `write` take all of it?");
        });
    });
    let begin = "lost_data: passes by luck: it fails when the bytes come one at a time\ndid `write` take all of it?";
    assert!(said.unwrap().starts_with(begin));
}

#[test]
fn whole_writes_and_reads_hold() {
    jitter("lost_data", async |pieces| {
        let (near, far) = duplex(2);
        let (mut near, mut far) = (pieces.of(near), pieces.of(far));
        let write = async {
            near.write_all(b"wind and rain").await.unwrap();
            near.shutdown().await.unwrap();
        };
        let mut heard = String::new();
        let (_, read) = tokio::join!(write, far.read_to_string(&mut heard));
        read.unwrap();
        assert_eq!(heard, "wind and rain");
    });
}

#[test]
fn a_split_is_found_by_its_place() {
    let said = said_of(|| {
        jitter("lost_data", async |pieces| {
            let (mut first, mut buffer) = (pieces.of(&b"wind"[..]), [0; 4]);
            let length = first.read(&mut buffer).await.unwrap();
            assert_ne!(length, 3, "a split after three");
        });
    });
    let begin = "lost_data: passes by luck: it fails when the bytes are split after the first 3\n";
    let said = said.unwrap();
    assert!(said.starts_with(begin), "{said}");
    assert!(
        said.contains(
            "\nagain: TRIALS_SEED=4 cargo test --test jitter a_split_is_found_by_its_place"
        ),
        "{said}"
    );
}
