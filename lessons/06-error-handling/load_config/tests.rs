// Counts: nothing

use super::*;
use std::error::Error as _;
use std::num::{IntErrorKind, ParseIntError};

#[tokio::test(start_paused = true)]
async fn reads_the_port() {
    let port = load_config("app.conf").await;
    assert!(
        matches!(port, Ok(8080)),
        "app.conf holds 8080, but this came: {port:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn names_the_file_that_is_not_there() {
    let error = load_config("lost.conf")
        .await
        .expect_err("there is no lost.conf");
    assert_eq!(
        error.to_string(),
        "cannot read lost.conf",
        "the message names the step and the file, and not the cause"
    );
}

#[tokio::test(start_paused = true)]
async fn names_the_file_without_a_port() {
    let error = load_config("typo.conf")
        .await
        .expect_err("typo.conf holds 80a0");
    assert_eq!(
        error.to_string(),
        "the port in typo.conf is not a number",
        "which step failed, and on which file?"
    );
}

#[tokio::test(start_paused = true)]
async fn keeps_why_it_could_not_be_read() {
    let error = load_config("lost.conf")
        .await
        .expect_err("there is no lost.conf");
    let cause = error
        .source()
        .expect("the error has no source: a caller cannot tell a missing file from a broken disk");
    let cause = cause
        .downcast_ref::<io::Error>()
        .expect("the source is the io::Error itself, not a text made of it");
    assert_eq!(
        cause.kind(),
        io::ErrorKind::NotFound,
        "the io::Error that `read_file` gave"
    );
}

#[tokio::test(start_paused = true)]
async fn keeps_why_it_is_no_number() {
    let error = load_config("typo.conf")
        .await
        .expect_err("typo.conf holds 80a0");
    let cause = error
        .source()
        .expect("the error has no source: is it a letter, or is the number too large?");
    let cause = cause
        .downcast_ref::<ParseIntError>()
        .expect("the source is the ParseIntError itself");
    assert_eq!(
        *cause.kind(),
        IntErrorKind::InvalidDigit,
        "the ParseIntError that `parse` gave"
    );
}
