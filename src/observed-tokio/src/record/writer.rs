//! Writes records, one a line. Buffered: the watchdog, and the end of a run, empty the buffer.

use observer::trace::Record;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// A run of more records is cut: it is a loop without an end, and 10 MB say no more of it than 1 MB.
const MOST: usize = 100_000;
/// Bytes that are written at once.
const BUFFER: usize = 1 << 16;

#[derive(Debug)]
pub struct Writer {
    file: File,
    buffer: Vec<u8>,
    written: usize,
}

impl Writer {
    pub fn create(path: &Path) -> io::Result<Writer> {
        Ok(Writer {
            file: File::create(path)?,
            buffer: Vec::with_capacity(BUFFER),
            written: 0,
        })
    }

    /// Writes one record. A full disk must not stop the program that is watched: errors are passed over,
    /// and the reader finds a trace without its end.
    pub fn write(&mut self, record: &Record) {
        self.written += 1;
        if self.written > MOST {
            if self.written == MOST + 1 {
                line(&mut self.buffer, &Record::Cut { t: record.t() });
            }
            // The end is worth more than what was cut: it tells that the program came to it.
            let is_the_end = matches!(
                record,
                Record::Exit { .. } | Record::Deadlock { .. } | Record::Still { .. }
            );
            if !is_the_end {
                return;
            }
        }
        line(&mut self.buffer, record);
        if self.buffer.len() > BUFFER {
            self.flush();
        }
    }

    pub fn flush(&mut self) {
        let _ = self.file.write_all(&self.buffer);
        self.buffer.clear();
    }
}

/// Appends a record as `serde_json` writes it. The ones that come often are written here, without its detour over a
/// tree of fields; a test compares the two.
fn line(to: &mut Vec<u8>, record: &Record) {
    match record {
        Record::Poll { t, id } => head(to, "poll", *t, *id),
        Record::Out {
            t,
            id,
            on,
            busy,
            panic,
        } => {
            head(to, "out", *t, *id);
            text(to, ",\"on\":", on);
            if *busy > 0 {
                number(to, ",\"busy\":", u64::from(*busy));
            }
            flag(to, ",\"panic\":true", *panic);
        }
        Record::Span {
            t,
            id,
            parent,
            n,
            a,
            at,
        } => {
            head(to, "span", *t, *id);
            if *parent > 0 {
                number(to, ",\"in\":", u64::from(*parent));
            }
            text(to, ",\"n\":", n);
            text(to, ",\"a\":", a);
            text(to, ",\"at\":", at);
        }
        Record::Wake { t, id, by, thread } => {
            head(to, "wake", *t, *id);
            if *by > 0 {
                number(to, ",\"by\":", u64::from(*by));
            }
            flag(to, ",\"thread\":true", *thread);
        }
        Record::End { t, id, dropped } => {
            head(to, "end", *t, *id);
            flag(to, ",\"dropped\":true", *dropped);
        }
        other => {
            let _ = serde_json::to_writer(&mut *to, other);
            to.push(b'\n');
            return;
        }
    }
    to.extend_from_slice(b"}\n");
}

fn head(to: &mut Vec<u8>, kind: &str, t: u64, id: u32) {
    to.extend_from_slice(b"{\"k\":\"");
    to.extend_from_slice(kind.as_bytes());
    number(to, "\",\"t\":", t);
    number(to, ",\"id\":", u64::from(id));
}

fn number(to: &mut Vec<u8>, key: &str, mut number: u64) {
    to.extend_from_slice(key.as_bytes());
    let mut digits = [0; 20];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    to.extend_from_slice(&digits[first..]);
}

/// Nothing, if the text is empty.
fn text(to: &mut Vec<u8>, key: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    to.extend_from_slice(key.as_bytes());
    if text
        .bytes()
        .all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\')
    {
        to.push(b'"');
        to.extend_from_slice(text.as_bytes());
        to.push(b'"');
    } else {
        let _ = serde_json::to_writer(to, text);
    }
}

fn flag(to: &mut Vec<u8>, text: &str, is_set: bool) {
    if is_set {
        to.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_serde_writes() {
        let texts = [
            "",
            "plain",
            "a \"quoted\" \\ text\nin two lines",
            "東京 \u{1}",
            "/",
        ]
        .map(String::from);
        let mut records = Vec::new();
        for some in texts {
            for (t, id, yes) in [(0, 1, false), (9, 10, true), (u64::MAX, u32::MAX, true)] {
                let (on, n, a, at) = (some.clone(), format!("n{some}"), some.clone(), some.clone());
                records.push(Record::Poll { t, id });
                records.push(Record::Out {
                    t,
                    id,
                    on,
                    busy: if yes { 20 } else { 0 },
                    panic: yes,
                });
                records.push(Record::Span {
                    t,
                    id,
                    parent: if yes { id } else { 0 },
                    n,
                    a,
                    at,
                });
                records.push(Record::Wake {
                    t,
                    id,
                    by: if yes { id } else { 0 },
                    thread: yes,
                });
                records.push(Record::End {
                    t,
                    id,
                    dropped: yes,
                });
                records.push(Record::Said { t, id, to: t });
                records.push(Record::Task {
                    t,
                    id,
                    by: id,
                    kind: "task".into(),
                    at: some.clone(),
                    size: if yes { 40_000 } else { 0 },
                });
                records.push(Record::Log {
                    t,
                    id,
                    level: "info".into(),
                    m: some.clone(),
                });
                records.push(Record::Exit {
                    t,
                    how: "ok".into(),
                    nonce: some.clone(),
                });
            }
        }
        for record in records {
            let mut written = Vec::new();
            line(&mut written, &record);
            let expected = serde_json::to_string(&record).unwrap() + "\n";
            assert_eq!(String::from_utf8(written).unwrap(), expected);
        }
    }
}
