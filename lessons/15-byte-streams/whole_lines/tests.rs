// Counts: lost_data

use super::*;
use std::time::Duration;
use tokio_test::io::Builder;

#[tokio::test(start_paused = true)]
async fn reads_two_lines() {
    let lines = lines_of(["wind\n", "rain\n"]).await;
    assert_eq!(
        lines,
        ["wind", "rain"],
        "a line begins where the one before it ends"
    );
}

#[tokio::test(start_paused = true)]
async fn reads_all_lines_of_one_piece() {
    let lines = lines_of(["wind\n\n  rain \n"]).await;
    assert_eq!(
        lines,
        ["wind", "", "  rain "],
        "an empty line is a line, and blanks are a part of it"
    );
}

#[tokio::test(start_paused = true)]
async fn reads_the_last_line_without_an_end() {
    let lines = lines_of(["wind\nra", "in"]).await;
    assert_eq!(
        lines,
        ["wind", "rain"],
        "the end of the file ends a line too"
    );
}

#[tokio::test(start_paused = true)]
async fn takes_a_carriage_return_for_a_part_of_the_end() {
    let lines = lines_of(["wind\r", "\nrain\r\n"]).await;
    assert_eq!(
        lines,
        ["wind", "rain"],
        "many protocols end their lines with `\\r\\n`"
    );
}

#[tokio::test(start_paused = true)]
async fn passes_an_error_on() {
    let reset = io::Error::from(io::ErrorKind::ConnectionReset);
    let script = Builder::new().read(b"wind\n").read_error(reset).build();
    let error = read_lines(script)
        .await
        .expect_err("the text broke off: who learns that lines are missing?");
    assert_eq!(
        error.kind(),
        io::ErrorKind::ConnectionReset,
        "it is the reader that says why"
    );

    let error = read_lines(&b"wind\n\xff\nrain\n"[..])
        .await
        .expect_err("the second line is no text, and there is a third: is it the end?");
    assert_eq!(error.kind(), io::ErrorKind::InvalidData, "it is no text");
}

#[test]
fn reads_in_any_pieces() {
    // `ü` is two bytes, and `€` is three.
    let text = "Zürich\r\n3 €\n";
    trials::jitter("lost_data", async |pieces| {
        let lines = read_lines(pieces.of(text.as_bytes())).await;
        assert_eq!(
            lines.ok(),
            Some(vec!["Zürich".to_string(), "3 €".to_string()]),
            "who keeps the first half of a letter, or of a line?"
        );
    });
}

/// The lines of a reader that gives these pieces, a second apart, and then the end of the file.
async fn lines_of(pieces: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Vec<String> {
    let mut script = Builder::new();
    for piece in pieces {
        script.read(piece.as_ref()).wait(Duration::from_secs(1));
    }
    let mut reader = script.build();
    let lines = read_lines(&mut reader).await;
    lines.expect("nothing is wrong with this text: did you take half a letter for a whole one?")
}
