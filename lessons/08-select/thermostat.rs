//! One task owns a heating. It listens to commands and to a clock, and ends when nobody is left to command it.
//!
//!     cargo run -q -- run thermostat

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{interval, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() {
    let (sender, commands) = mpsc::channel(8);
    let heating = tokio::spawn(thermostat(commands));
    for (seconds, degrees) in [(1.5, 20), (3.2, 19), (0.6, 18)] {
        sleep(Duration::from_secs_f64(seconds)).await;
        let sent = sender.send(degrees).await;
        sent.expect("the thermostat listens");
    }
    // This was the only sender: whoever receives is told that there will be no more.
    drop(sender);
    heating.await.expect("the thermostat does not panic");
}

/// Nobody else changes what it knows, and nothing is locked.
#[instrument(skip_all)]
async fn thermostat(mut commands: mpsc::Receiver<u32>) {
    let (mut wanted, mut room) = (17, 17);
    let mut clock = interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            command = commands.recv() => match command {
                Some(degrees) => wanted = degrees,
                None => break,
            },
            // Both branches write to the variables: one handler runs at a time.
            _ = clock.tick() => {
                if room < wanted {
                    room += 1;
                }
                println!("{room} of {wanted} degrees");
            }
        }
    }
    println!("switched off");
}
