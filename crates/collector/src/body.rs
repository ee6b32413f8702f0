//! Bodies read and inflated within bounds: of size, of time, and of memory in all.

use crate::book::held;
use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, Incoming, SizeHint};
use std::future::poll_fn;
use std::io::Read;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How long a body may take.
const TIME: Duration = Duration::from_secs(30);
/// Bytes of a body that nobody reads which are heard before the answer, and again after it.
const MOST_DRAINED: usize = 8 * 1024 * 1024;
/// How long who was answered may take to close.
const LINGER: Duration = Duration::from_secs(5);
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
pub struct SharedMemory(Arc<Semaphore>);

impl SharedMemory {
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
pub struct HeldBody {
    /// Its bytes.
    pub bytes: Vec<u8>,
    _memory: OwnedSemaphorePermit,
}

impl SharedMemory {
    /// Reads a body of at most so many bytes.
    ///
    /// # Errors
    /// Why it is not read.
    pub async fn read(&self, body: Body, most: usize) -> Result<HeldBody, BodyFault> {
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
        Ok(HeldBody { bytes, _memory: memory })
    }
}

/// A body lent to who answers: what they leave of it is not lost to who lends it.
#[derive(Debug)]
pub struct Lent(Arc<Mutex<Incoming>>);

/// What is left of a body that was lent.
#[derive(Debug)]
pub struct RestOfBody {
    body: Arc<Mutex<Incoming>>,
    until: Instant,
}

/// Lends a body.
pub fn lend(body: Incoming) -> (Lent, RestOfBody) {
    let body = Arc::new(Mutex::new(body));
    (Lent(Arc::clone(&body)), RestOfBody { body, until: Instant::now() + TIME })
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        Pin::new(&mut *held(&self.0)).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        held(&self.0).is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        held(&self.0).size_hint()
    }
}

impl RestOfBody {
    /// Hears the body to its end, within bounds of size and of the time that a body may take, and
    /// keeps nothing of it: a relay that still writes when the connection closes never reads the
    /// answer. Whether the end came.
    pub async fn drain(self) -> bool {
        let mut left = MOST_DRAINED;
        let heard = async {
            loop {
                let frame =
                    poll_fn(|context| Pin::new(&mut *held(&self.body)).poll_frame(context)).await;
                let frame = match frame {
                    None => return true,
                    Some(Err(_)) => return false,
                    Some(Ok(frame)) => frame,
                };
                let Some(rest) = left.checked_sub(frame.data_ref().map_or(0, Bytes::len)) else {
                    return false;
                };
                left = rest;
            }
        };
        held(&self.body).is_end_stream()
            || tokio::time::timeout_at(self.until.into(), heard).await.unwrap_or(false)
    }
}

/// Reads and drops what a connection's other end still writes, so that closing it takes no answer
/// away that is on its way.
pub async fn linger(stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) {
    let heard = async {
        // What fails here has gone.
        if stream.shutdown().await.is_err() {
            return;
        }
        let (mut left, mut dropped) = (MOST_DRAINED, [0; 4096]);
        while let Ok(read @ 1..) = stream.read(&mut dropped).await {
            let Some(rest) = left.checked_sub(read) else { return };
            left = rest;
        }
    };
    // Who does not close in time is cut.
    let _ = tokio::time::timeout(LINGER, heard).await;
}

async fn gather(mut body: Body, most: usize) -> Result<Vec<u8>, BodyFault> {
    let mut bytes = Vec::new();
    loop {
        let frame = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
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
