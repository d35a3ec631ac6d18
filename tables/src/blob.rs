//! The container every table is stored in; `src/tables/FORMAT.md` specifies it.

use std::fmt::Write as _;

const MAGIC: &[u8; 8] = b"mingwen\0";

/// One table, ready to be written.
pub struct Blob {
    /// File name without its `.bin`.
    pub name: &'static str,
    /// Four ASCII characters that say how to read the payload.
    pub kind: [u8; 4],
    /// Version of that way.
    pub version: u32,
    /// Where the facts come from, with version and licence, for the manifest.
    pub sources: &'static str,
    pub payload: Vec<u8>,
}

impl Blob {
    pub fn file_name(&self) -> String {
        format!("{}.bin", self.name)
    }

    /// Header and payload.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(32 + self.payload.len());
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&self.kind);
        bytes.extend_from_slice(&self.version.to_le_bytes());
        bytes.extend_from_slice(&(self.payload.len() as u64).to_le_bytes());
        bytes.extend_from_slice(&fnv1a(&self.payload).to_le_bytes());
        bytes.extend_from_slice(&self.payload);
        bytes
    }
}

/// The text that people review: one line a blob.
pub fn manifest(blobs: &[Blob]) -> String {
    let mut text = String::from("# file\tkind\tversion\tpayload bytes\tFNV-1a 64\tsources\n");
    for blob in blobs {
        let kind = String::from_utf8_lossy(&blob.kind);
        let hash = fnv1a(&blob.payload);
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            text,
            "{}\t{kind}\t{}\t{}\t{hash:016x}\t{}",
            blob.file_name(),
            blob.version,
            blob.payload.len(),
            blob.sources
        );
    }
    text
}

/// FNV-1a, 64 bits: offset basis and prime as in draft-eastlake-fnv, section 5.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
