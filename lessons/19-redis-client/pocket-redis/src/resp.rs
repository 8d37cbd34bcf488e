//! The protocol of Redis: what a client sends, and what it is told. Each piece begins with a letter for its kind and
//! ends in `\r\n`; text has its length in front.

use std::io::{self, BufRead};

/// The first command in the bytes, and its length; nothing if it is not all there yet.
pub fn command(bytes: &[u8]) -> io::Result<Option<(Vec<Vec<u8>>, usize)>> {
    let mut rest = bytes;
    let Some(count) = number(b'*', &mut rest)? else {
        return Ok(None);
    };
    let mut words = Vec::new();
    for _ in 0..count {
        let Some(length) = number(b'$', &mut rest)? else {
            return Ok(None);
        };
        let Some((word, after)) = rest.split_at_checked(length) else {
            return Ok(None);
        };
        words.push(word.to_vec());
        rest = match after {
            [b'\r', b'\n', after @ ..] => after,
            [] | [b'\r'] => return Ok(None),
            _ => return Err(bad("a text is longer than it said")),
        };
    }
    Ok(Some((words, bytes.len() - rest.len())))
}

/// The number on the next line, whose kind this is; nothing if the line is not all there yet.
fn number(kind: u8, rest: &mut &[u8]) -> io::Result<Option<usize>> {
    let Some(end) = rest.windows(2).position(|two| two == b"\r\n") else {
        return Ok(None);
    };
    let line = std::str::from_utf8(&rest[..end]).unwrap_or_default();
    let number = line
        .strip_prefix(char::from(kind))
        .and_then(|number| number.parse().ok())
        // Not even the whole of a lesson is as long.
        .filter(|number| *number <= 1 << 24)
        .ok_or_else(|| bad("a command is not a list of texts"))?;
    *rest = &rest[end + 2..];
    Ok(Some(number))
}

fn bad(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// A command as a client sends it.
pub fn encoded(words: &[&str]) -> Vec<u8> {
    let texts = words.iter().map(|word| Reply::text(*word)).collect();
    Reply::Array(texts).encoded(false)
}

/// What a server tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// A word such as `OK`.
    Word(&'static str),
    Error(String),
    Number(i64),
    Text(Vec<u8>),
    Nil,
    Array(Vec<Reply>),
    /// Names and values in turn.
    Map(Vec<Reply>),
    /// What nobody has asked for: a message of a channel.
    Push(Vec<Reply>),
}

impl Reply {
    pub fn text(text: impl AsRef<[u8]>) -> Reply {
        Reply::Text(text.as_ref().to_vec())
    }

    /// In the second version of the protocol, or in the third, which has more kinds.
    pub fn encoded(&self, is_third: bool) -> Vec<u8> {
        let list = |kind: char, count: usize, items: &[Reply]| {
            let items = items.iter().map(|item| item.encoded(is_third));
            let head = format!("{kind}{count}\r\n").into_bytes();
            [head].into_iter().chain(items).collect::<Vec<_>>().concat()
        };
        match self {
            Reply::Word(word) => format!("+{word}\r\n").into_bytes(),
            Reply::Error(why) => format!("-{why}\r\n").into_bytes(),
            Reply::Number(number) => format!(":{number}\r\n").into_bytes(),
            Reply::Text(text) => {
                let head = format!("${}\r\n", text.len());
                [head.as_bytes(), text, b"\r\n"].concat()
            }
            Reply::Nil if is_third => b"_\r\n".to_vec(),
            Reply::Nil => b"$-1\r\n".to_vec(),
            Reply::Map(items) if is_third => list('%', items.len() / 2, items),
            Reply::Push(items) if is_third => list('>', items.len(), items),
            Reply::Array(items) | Reply::Map(items) | Reply::Push(items) => {
                list('*', items.len(), items)
            }
        }
    }

    /// Reads an answer in the second version, as text.
    pub fn read(from: &mut impl BufRead) -> io::Result<Result<String, String>> {
        let mut line = String::new();
        if from.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let line = line.trim_end();
        let (kind, rest) = line
            .split_at_checked(1)
            .ok_or_else(|| bad("an answer is empty"))?;
        let length = rest.parse::<usize>();
        Ok(Ok(match (kind, length) {
            ("+" | ":", _) => rest.into(),
            ("-", _) => return Ok(Err(rest.into())),
            ("$" | "*", Err(_)) => "nil".into(),
            ("$", Ok(length)) => {
                let mut text = vec![0; length + 2];
                from.read_exact(&mut text)?;
                text.truncate(length);
                String::from_utf8_lossy(&text).into()
            }
            ("*", Ok(length)) => {
                let items: io::Result<Result<Vec<_>, _>> =
                    (0..length).map(|_| Reply::read(from)).collect();
                match items? {
                    Ok(items) => items.join(" "),
                    Err(why) => return Ok(Err(why)),
                }
            }
            _ => return Err(bad("this is not Redis")),
        }))
    }
}
