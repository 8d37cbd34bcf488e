//! Make the checksums of all files at the same time, and leave the runtime its thread.
//!
//!     cargo run -q -- check blocking-work/checksums

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// Returns the checksums of what is in `files`, in their order. All files are
/// read at the same time, and the runtime's thread is not held: neither while
/// they are read nor for the checksums. If some cannot be read, returns the error
/// of the first of them in the list.
async fn checksums<D: Disk>(disk: Arc<D>, files: Vec<String>) -> io::Result<Vec<u32>> {
    todo!("read {files:?} from the disk and return their checksums")
}

/// Given: a place where files are. Who reads one holds the thread until it is
/// there.
trait Disk: Send + Sync + 'static {
    fn read(&self, file: &str) -> io::Result<Vec<u8>>;
}

/// Given: a folder of this computer.
struct Folder(PathBuf);

impl Disk for Folder {
    fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        fs::read(self.0.join(file))
    }
}

/// Given: the checksum of a file, its CRC-32. That of a large one takes long.
fn checksum(bytes: &[u8]) -> u32 {
    let bit = |sum: u32, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg());
    let byte = |sum: u32, byte: &u8| (0..8).fold(sum ^ u32::from(*byte), bit);
    !bytes.iter().fold(!0, byte)
}

#[cfg(test)]
mod tests;
