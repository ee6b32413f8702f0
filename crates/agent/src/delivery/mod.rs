//! How records leave the machine: over HTTPS to their collector, or as files to carry.

pub mod http;
pub mod outbox;

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// Bytes compressed.
pub fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}
