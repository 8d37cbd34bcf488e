//! What a future leaves behind, wherever it is dropped.

mod said;

use said::said_of;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::time::sleep;
use trials::cancel_sweep;

async fn pause() {
    sleep(Duration::from_secs(1)).await;
}

#[test]
fn it_names_the_first_wait_that_leaves_a_half() {
    let said = said_of(|| {
        let transfer = async |accounts: &mut [i32; 2]| {
            pause().await;
            accounts[0] -= 30;
            pause().await;
            accounts[1] += 30;
        };
        cancel_sweep(
            "broken_invariant",
            || [100, 0],
            transfer,
            async |accounts| {
                assert_eq!(accounts.iter().sum::<i32>(), 100, "is all the money there?")
            },
        );
    });
    let said = said.unwrap();
    let begin = "broken_invariant: passes by luck: it fails when it is dropped at its 2nd wait\nis all the money there?\n";
    assert!(said.starts_with(begin), "{said}");
}

#[test]
fn it_drops_at_every_wait_and_lets_it_end_too() {
    let (drops, ends) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let three_waits = async |steps: &mut u32| {
        for _ in 0..3 {
            pause().await;
            *steps += 1;
        }
    };
    cancel_sweep(
        "broken_invariant",
        || 0,
        three_waits,
        async |steps| match *steps {
            3 => ends.set(ends.get() + 1),
            _ => drops.set(drops.get() + 1),
        },
    );
    assert_eq!(
        (drops.get(), ends.get()),
        (3, 2),
        "once whole, at each wait, and whole again"
    );
}

/// A pipe with two messages in it, of four bytes each, and what was read of them.
struct Pipe {
    near: DuplexStream,
    buffer: Vec<u8>,
    messages: Vec<Vec<u8>>,
}

fn pipe() -> Pipe {
    let (near, mut far) = duplex(16);
    tokio::spawn(async move {
        // The second half of each message comes a second later.
        for piece in ["wi", "nd", "ra", "in"] {
            far.write_all(piece.as_bytes()).await.unwrap();
            pause().await;
        }
    });
    Pipe {
        near,
        buffer: Vec::new(),
        messages: Vec::new(),
    }
}

/// After the drop the reader goes on, as a `select!` in a loop does.
async fn reads_the_rest(pipe: &mut Pipe, read: impl AsyncFn(&mut Pipe)) {
    while pipe.messages.len() < 2 {
        read(pipe).await;
    }
    assert_eq!(pipe.messages, [b"wind", b"rain"]);
}

async fn read_exact(pipe: &mut Pipe) {
    let mut message = vec![0; 4];
    match pipe.near.read_exact(&mut message).await {
        Ok(_) => pipe.messages.push(message),
        Err(e) => panic!("bytes are missing: {e}"),
    }
}

async fn read_into_the_buffer(pipe: &mut Pipe) {
    while pipe.buffer.len() < 4 {
        pipe.near.read_buf(&mut pipe.buffer).await.unwrap();
    }
    let rest = pipe.buffer.split_off(4);
    pipe.messages
        .push(std::mem::replace(&mut pipe.buffer, rest));
}

#[test]
fn a_read_exact_that_is_dropped_takes_its_bytes_along() {
    let said = said_of(|| {
        cancel_sweep("lost_data", pipe, read_exact, async |pipe| {
            reads_the_rest(pipe, read_exact).await
        });
    });
    let begin =
        "lost_data: passes by luck: it fails when it is dropped at its 2nd wait\nbytes are missing";
    let said = said.unwrap();
    assert!(said.starts_with(begin), "{said}");
}

#[test]
fn a_buffer_that_outlives_the_read_keeps_them() {
    cancel_sweep("lost_data", pipe, read_into_the_buffer, async |pipe| {
        reads_the_rest(pipe, read_into_the_buffer).await
    });
}

#[test]
fn work_that_never_ends_is_a_deadlock() {
    let said = said_of(|| {
        cancel_sweep(
            "broken_invariant",
            || (),
            async |_: &mut ()| std::future::pending().await,
            async |_| {},
        )
    });
    assert_eq!(
        said.unwrap().lines().next(),
        Some("deadlock: it waits for ever when it comes to its end")
    );
}
