//! Bodies read and inflated within bounds: of size, of time, and of memory in all.

use axum::body::{Body, HttpBody};
use std::io::Read;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How long a body may take.
const TIME: Duration = Duration::from_secs(30);
/// Kibibytes of agents' bodies in memory at once.
const AGENTS_KIB: usize = 32 * 1024;
/// Kibibytes of other agents' documents in memory at once: they are larger, and may come from
/// anybody; those who send them keep no agent waiting.
const PAPERS_KIB: usize = 48 * 1024;

/// Why a body is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFault {
    /// Larger than is taken, as it came or inflated.
    TooLarge,
    /// It did not come in time.
    Slow,
    /// It ended early, or its compression is broken.
    Broken,
    /// Compressed in a way that is not known.
    Encoding,
    /// Too many bodies are in memory.
    Busy,
}

/// The memory that bodies share.
#[derive(Clone, Debug)]
pub struct Memory(Arc<Semaphore>);

impl Memory {
    /// For the bodies of empreinte's agents.
    pub fn of_agents() -> Self {
        Self(Arc::new(Semaphore::new(AGENTS_KIB)))
    }

    /// For the documents of other agents.
    pub fn of_papers() -> Self {
        Self(Arc::new(Semaphore::new(PAPERS_KIB)))
    }
}

/// A body, and the memory that it takes until it is dropped.
#[derive(Debug)]
pub struct Held {
    /// Its bytes.
    pub bytes: Vec<u8>,
    _memory: OwnedSemaphorePermit,
}

impl Memory {
    /// Reads a body of at most so many bytes.
    ///
    /// # Errors
    /// Why it is not read.
    pub async fn read(&self, body: Body, most: usize) -> Result<Held, BodyFault> {
        let told = body.size_hint();
        if told.lower() > most as u64 {
            return Err(BodyFault::TooLarge);
        }
        let expected = told.upper().map_or(most, |upper| usize::try_from(upper).unwrap_or(most));
        let kib = u32::try_from(expected.min(most) / 1024 + 1).unwrap_or(u32::MAX);
        let memory = Arc::clone(&self.0);
        let memory = memory.try_acquire_many_owned(kib).map_err(|_| BodyFault::Busy)?;
        let bytes = tokio::time::timeout(TIME, gather(body, most));
        let bytes = bytes.await.map_err(|_| BodyFault::Slow)??;
        Ok(Held { bytes, _memory: memory })
    }
}

impl Memory {
    /// Hears a body to its end, up to a bound, and keeps nothing of it.
    pub async fn drain(&self, mut body: Body, most: usize) {
        let heard = async {
            let mut left = most;
            loop {
                let frame = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context));
                let Some(Ok(frame)) = frame.await else { return };
                let length = frame.data_ref().map_or(0, axum::body::Bytes::len);
                let Some(rest) = left.checked_sub(length) else { return };
                left = rest;
            }
        };
        // A body that does not end in time is not heard to its end.
        let _ = tokio::time::timeout(TIME, heard).await;
    }
}

async fn gather(mut body: Body, most: usize) -> Result<Vec<u8>, BodyFault> {
    let mut bytes = Vec::new();
    loop {
        let frame = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
        let Some(frame) = frame else { return Ok(bytes) };
        let frame = frame.map_err(|_| BodyFault::Broken)?;
        if let Ok(data) = frame.into_data() {
            if bytes.len() + data.len() > most {
                return Err(BodyFault::TooLarge);
            }
            bytes.extend_from_slice(&data);
        }
    }
}

/// How a body is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// It is not.
    Plain,
    /// RFC 1952.
    Gzip,
    /// RFC 1950.
    Zlib,
}

impl Packing {
    /// What a `Content-Encoding` says.
    ///
    /// # Errors
    /// A way that is not known.
    pub fn of_encoding(encoding: Option<&str>) -> Result<Self, BodyFault> {
        match encoding.map(str::trim) {
            None | Some("" | "identity") => Ok(Self::Plain),
            Some("gzip" | "x-gzip") => Ok(Self::Gzip),
            Some("deflate") => Ok(Self::Zlib),
            Some(_) => Err(BodyFault::Encoding),
        }
    }

    /// What a body's first bytes say.
    pub fn of_start(bytes: &[u8]) -> Self {
        match bytes {
            [0x1F, 0x8B, ..] => Self::Gzip,
            // The check bits of the two bytes are a multiple of 31.
            [first, second, ..]
                if first & 0x0F == 8
                    && (u32::from(*first) * 256 + u32::from(*second)) % 31 == 0 =>
            {
                Self::Zlib
            }
            _ => Self::Plain,
        }
    }

    /// Inflates, never beyond so many bytes.
    ///
    /// # Errors
    /// Larger, or broken.
    pub fn inflate(self, bytes: Vec<u8>, most: usize) -> Result<Vec<u8>, BodyFault> {
        let mut inflated = Vec::new();
        let limit = most as u64 + 1;
        let read = match self {
            Self::Plain => return Ok(bytes),
            Self::Gzip => {
                flate2::read::GzDecoder::new(&bytes[..]).take(limit).read_to_end(&mut inflated)
            }
            Self::Zlib => {
                flate2::read::ZlibDecoder::new(&bytes[..]).take(limit).read_to_end(&mut inflated)
            }
        };
        if inflated.len() > most {
            return Err(BodyFault::TooLarge);
        }
        read.map_err(|_| BodyFault::Broken)?;
        Ok(inflated)
    }
}

#[cfg(test)]
mod tests {
    use super::{BodyFault, Packing};
    use std::io::Write;

    #[test]
    fn a_bomb_is_inflated_no_further_than_the_bound() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        for _ in 0..64 {
            gzip.write_all(&vec![0; 1 << 20]).unwrap();
        }
        let bomb = gzip.finish().unwrap();
        assert!(bomb.len() < 100_000);
        assert_eq!(Packing::Gzip.inflate(bomb, 1 << 20), Err(BodyFault::TooLarge));
    }

    #[test]
    fn a_body_is_known_by_its_first_bytes() {
        assert_eq!(Packing::of_start(b"<?xml"), Packing::Plain);
        assert_eq!(Packing::of_start(b"{\"a\""), Packing::Plain);
        assert_eq!(Packing::of_start(&[0x1F, 0x8B, 8]), Packing::Gzip);
        assert_eq!(Packing::of_start(&[0x78, 0x9C]), Packing::Zlib);
        assert_eq!(Packing::Zlib.inflate(vec![0x78, 0x9C, 1], 10), Err(BodyFault::Broken));
        assert_eq!(Packing::of_encoding(Some("br")), Err(BodyFault::Encoding));
    }
}
