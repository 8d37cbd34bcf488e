//! Writes records, one a line. Buffered: the watchdog, and the end of a run, empty the buffer.

use observer::trace::Record;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A run of more records is cut: it is a loop without an end, and 10 MB say no more of it than 1 MB.
const MOST: usize = 100_000;

#[derive(Debug)]
pub struct Writer {
    file: BufWriter<File>,
    written: usize,
}

impl Writer {
    pub fn create(path: &Path) -> io::Result<Writer> {
        Ok(Writer {
            file: BufWriter::with_capacity(1 << 16, File::create(path)?),
            written: 0,
        })
    }

    /// Writes one record. A full disk must not stop the program that is watched: errors are passed over,
    /// and the reader finds a trace without its end.
    pub fn write(&mut self, record: &Record) {
        self.written += 1;
        if self.written > MOST {
            if self.written == MOST + 1 {
                self.line(&Record::Cut { t: record.t() });
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
        self.line(record);
    }

    pub fn flush(&mut self) {
        let _ = self.file.flush();
    }

    fn line(&mut self, record: &Record) {
        let _ = serde_json::to_writer(&mut self.file, record);
        let _ = self.file.write_all(b"\n");
    }
}
