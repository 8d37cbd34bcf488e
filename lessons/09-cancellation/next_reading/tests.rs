// Counts: lost_data

use super::*;
use std::time::Duration;
use tokio::io::{AsyncWriteExt, DuplexStream, duplex};
use tokio::time::{Instant, sleep};
use trials::{EndsOnce, ends_once};

/// 1, 2 and 3.
const READINGS: [u8; 12] = [0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3];

type Line = EndsOnce<DuplexStream>;

/// A meter that sends the bytes in pieces of this size, one each second, and then ends the line.
fn meter(bytes: &'static [u8], size: usize) -> Meter<Line> {
    let (mut near, far) = duplex(64);
    tokio::spawn(async move {
        for piece in bytes.chunks(size) {
            sleep(Duration::from_secs(1)).await;
            let _ = near.write_all(piece).await;
        }
    });
    Meter::new(ends_once(far))
}

async fn read_on<R: AsyncRead + Unpin>(meter: &mut Meter<R>, readings: &mut Vec<u32>) {
    while let Some(reading) = meter.next_reading().await.expect("no reading is cut off") {
        readings.push(reading);
    }
}

#[tokio::test(start_paused = true)]
async fn returns_each_reading_when_it_is_whole() {
    let start = Instant::now();
    let mut meter = meter(&READINGS, 4);
    for second in 1..=3 {
        let reading = meter.next_reading().await;
        let reading = reading.expect("the bytes of this reading have come, all four");
        assert_eq!(reading, Some(second), "the highest byte comes first");
        assert_eq!(
            start.elapsed(),
            Duration::from_secs(second.into()),
            "all four bytes of the reading {second} have come after {second} s: what did you wait for?"
        );
    }
    let end = meter.next_reading().await.map_err(|error| error.kind());
    assert_eq!(
        end,
        Ok(None),
        "the line has ended behind a whole reading, as it should"
    );
}

#[tokio::test(start_paused = true)]
async fn returns_a_reading_that_has_come_with_another() {
    let start = Instant::now();
    let mut meter = meter(&READINGS, 8);
    for (number, second) in [(1, 1), (2, 1), (3, 2)] {
        let reading = meter.next_reading().await.ok().flatten();
        assert_eq!(
            (reading, start.elapsed()),
            (Some(number), Duration::from_secs(second)),
            "(reading, when): two readings come in the first piece, and one in the second: is the line asked for more than you need?"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn says_that_a_reading_is_cut_off() {
    let mut meter = meter(&READINGS[..6], 6);
    let whole = meter.next_reading().await.ok().flatten();
    assert_eq!(whole, Some(1), "the first reading is whole");
    let end = meter.next_reading().await.map_err(|error| error.kind());
    assert_eq!(
        end,
        Err(io::ErrorKind::UnexpectedEof),
        "the line has ended after two bytes of a reading"
    );
}

#[test]
fn reads_in_any_pieces() {
    trials::jitter("lost_data", async |pieces| {
        let mut meter = Meter::new(pieces.of(&READINGS[..]));
        let mut readings = Vec::new();
        read_on(&mut meter, &mut readings).await;
        assert_eq!(
            readings,
            [1, 2, 3],
            "one piece may be a part of a reading, or end in the middle of the next"
        );
    });
}

#[test]
fn loses_no_byte_wherever_it_is_dropped() {
    for size in [1, 3, 6] {
        trials::cancel_sweep(
            "lost_data",
            || (meter(&READINGS, size), Vec::new()),
            async |(meter, readings): &mut (Meter<Line>, Vec<u32>)| read_on(meter, readings).await,
            async |(meter, readings): &mut (Meter<Line>, Vec<u32>)| {
                if readings.len() < 3 {
                    read_on(meter, readings).await;
                }
                assert_eq!(
                    *readings,
                    [1, 2, 3],
                    "a call was dropped while it waited: where are the bytes that it had read?"
                );
            },
        );
    }
}
