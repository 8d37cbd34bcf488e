//! What a program writes: followed while it grows, and of much of it the beginning and the end kept.

use crate::error::{Error, Result};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// More output than this is a loop without an end.
pub const MOST_OUTPUT: u64 = 16 << 20;
const HEAD: usize = 256 << 10;
const TAIL: usize = 64 << 10;
const CHUNK: usize = 64 << 10;

/// Of a long output the beginning and the end.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    head: Vec<u8>,
    tail: VecDeque<u8>,
    total: u64,
}

impl Kept {
    /// Adds what comes next.
    pub fn push(&mut self, bytes: &[u8]) {
        self.total += bytes.len() as u64;
        let (first, rest) = bytes.split_at(bytes.len().min(HEAD - self.head.len()));
        self.head.extend(first);
        let rest = &rest[rest.len().saturating_sub(TAIL)..];
        let too_many = (self.tail.len() + rest.len()).saturating_sub(TAIL);
        self.tail.drain(..too_many);
        self.tail.extend(rest);
    }

    /// The first 256 KiB: all, unless there was more.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// As text; where something is left out it says how much.
    pub fn text(&self) -> String {
        let left_out = self.total - (self.head.len() + self.tail.len()) as u64;
        let mut bytes = self.head.clone();
        if left_out > 0 {
            bytes.extend(format!("\n… {left_out} bytes are left out …\n").bytes());
        }
        bytes.extend(&self.tail);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// How many bytes there were, the ones left out too.
    pub fn total(&self) -> u64 {
        self.total
    }
}

/// Follows a file that grows.
pub struct Tail {
    file: File,
    pub kept: Kept,
}

impl Tail {
    pub fn open(path: &Path) -> Result<Tail> {
        let file = File::open(path).map_err(|e| Error::of_file("read", path, e))?;
        Ok(Tail {
            file,
            kept: Kept::default(),
        })
    }

    /// Reads what has come, in pieces, and no further than [`MOST_OUTPUT`].
    pub fn hear(&mut self, hear: &mut dyn FnMut(&[u8])) {
        let mut chunk = [0; CHUNK];
        if self.file.seek(SeekFrom::Start(self.kept.total)).is_err() {
            return;
        }
        while self.kept.total <= MOST_OUTPUT {
            let Ok(length @ 1..) = self.file.read(&mut chunk) else {
                return;
            };
            self.kept.push(&chunk[..length]);
            hear(&chunk[..length]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(pieces: impl Iterator<Item = usize>, bytes: &[u8]) -> Kept {
        let (mut kept, mut at) = (Kept::default(), 0);
        for length in pieces {
            let end = (at + length).min(bytes.len());
            kept.push(&bytes[at..end]);
            at = end;
        }
        kept
    }

    #[test]
    fn however_it_comes_the_same_is_kept() {
        let bytes: Vec<u8> = (0..600_000u32).flat_map(u32::to_le_bytes).collect();
        for length in [1 << 20, 65_536, 65_537, 4097, 100_000] {
            let kept = kept(
                std::iter::repeat_n(length, bytes.len() / length + 1),
                &bytes,
            );
            assert_eq!(kept.total(), bytes.len() as u64);
            assert_eq!(kept.head(), &bytes[..HEAD]);
            assert!(kept.tail.iter().eq(&bytes[bytes.len() - TAIL..]));
        }
    }

    #[test]
    fn it_says_how_much_is_left_out() {
        let kept = kept([500_000].into_iter(), &[b'x'; 500_000]);
        let left_out = 500_000 - HEAD - TAIL;
        assert!(
            kept.text()
                .contains(&format!("x\n… {left_out} bytes are left out …\nx"))
        );
        assert_eq!(kept_of(b"all").text(), "all");
    }

    fn kept_of(bytes: &[u8]) -> Kept {
        kept([bytes.len()].into_iter(), bytes)
    }
}
