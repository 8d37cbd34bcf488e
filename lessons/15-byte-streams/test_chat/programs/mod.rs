// Counts: nothing

//! The programs on which your tests are tried. One is right.

use right::chat_server::chat_guest::{self, Room};
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio_util::task::TaskTracker;

pub use tokio::io::DuplexStream;

mod right;
mod wrong_cuts_off;
mod wrong_leaves_gaps;
mod wrong_leaves_tasks;
mod wrong_lets_all_be_late;
mod wrong_pieces_for_lines;
mod wrong_waits_for_the_slow;

pub async fn serve(guests: mpsc::Receiver<DuplexStream>) {
    match &*trials::program() {
        "right" => right::serve(guests).await,
        "wrong_cuts_off" => wrong_cuts_off::serve(guests).await,
        "wrong_leaves_gaps" => wrong_leaves_gaps::serve(guests).await,
        "wrong_leaves_tasks" => wrong_leaves_tasks::serve(guests).await,
        "wrong_lets_all_be_late" => wrong_lets_all_be_late::serve(guests).await,
        "wrong_pieces_for_lines" => wrong_pieces_for_lines::serve(guests).await,
        "wrong_waits_for_the_slow" => wrong_waits_for_the_slow::serve(guests).await,
        other => panic!("there is no program {other}"),
    }
}

/// What waits to be sent to a guest.
type Lines = mpsc::Receiver<Arc<str>>;

/// Lets all guests in, and waits for their end. They may be so many lines behind.
async fn let_in<F>(
    mut guests: mpsc::Receiver<DuplexStream>,
    behind: usize,
    guest: impl Fn(usize, DuplexStream, Room, Lines) -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    let (room, tasks) = (Room::default(), TaskTracker::new());
    let mut number = 0;
    while let Some(stream) = guests.recv().await {
        let (queue, lines) = mpsc::channel(behind);
        room.lock().unwrap().insert(number, queue);
        tasks.spawn(guest(number, stream, room.clone(), lines));
        number += 1;
    }
    room.lock().unwrap().clear();
    tasks.close();
    tasks.wait().await;
}
