//! The text of an inventory file, which may be read several times.

use super::sheet;
use ground::fault::Fault;
use ground::table::{Encoding, TextSource};
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::SpooledData::{InMemory, OnDisk};
use tempfile::SpooledTempFile;

/// The text of a file.
pub(super) enum Body {
    /// A table of text, as it stands; its place in the archive where it is packed.
    Table(TextSource, Option<usize>),
    /// A sheet or documents, turned into a table; small ones never touch the disk.
    Spool(SpilledTable),
}

impl Body {
    /// The same text, from its start.
    ///
    /// # Errors
    ///
    /// The file cannot be read again.
    pub(super) fn again(&self, path: &Path, encoding: Encoding) -> Result<Self, Fault> {
        Ok(match self {
            Self::Table(_, None) => Self::Table(TextSource::open(path, Some(encoding))?, None),
            Self::Table(_, Some(at)) => {
                let unpacked = sheet::unpack(path, *at)?;
                Self::Table(TextSource::of(unpacked, path, Some(encoding))?, Some(*at))
            }
            Self::Spool(spool) => Self::Spool(spool.clone()),
        })
    }

    pub(super) fn into_text(self) -> Box<dyn Read + Send> {
        match self {
            Self::Table(source, _) => Box::new(source.into_text()),
            Self::Spool(spool) => spool.into_text(),
        }
    }
}

/// A table written aside.
#[derive(Clone)]
pub(super) enum SpilledTable {
    Memory(Arc<[u8]>),
    Disk(Arc<Mutex<File>>),
}

impl From<SpooledTempFile> for SpilledTable {
    fn from(written: SpooledTempFile) -> Self {
        match written.into_inner() {
            InMemory(bytes) => Self::Memory(bytes.into_inner().into()),
            OnDisk(file) => Self::Disk(Arc::new(Mutex::new(file))),
        }
    }
}

impl SpilledTable {
    pub(super) fn into_text(self) -> Box<dyn Read + Send> {
        match self {
            Self::Memory(bytes) => Box::new(Cursor::new(bytes)),
            Self::Disk(file) => {
                Box::new(BufReader::with_capacity(1 << 16, FilePlace { file, at: 0 }))
            }
        }
    }
}

/// A place in a file that several read.
struct FilePlace {
    file: Arc<Mutex<File>>,
    at: u64,
}

impl Read for FilePlace {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(buf)?;
        self.at += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn what_was_written_aside_is_read_twice_at_once() {
        for in_memory in [0, 1 << 20] {
            let mut written = SpooledTempFile::new(in_memory);
            written.write_all(b"abcdef").unwrap();
            let spool = SpilledTable::from(written);
            assert_eq!(matches!(spool, SpilledTable::Disk(_)), in_memory == 0);
            let (mut one, mut other) = (spool.clone().into_text(), spool.into_text());
            let mut start = [0; 2];
            one.read_exact(&mut start).unwrap();
            let mut whole = String::new();
            other.read_to_string(&mut whole).unwrap();
            let mut rest = String::new();
            one.read_to_string(&mut rest).unwrap();
            assert_eq!((&start, whole.as_str(), rest.as_str()), (b"ab", "abcdef", "cdef"));
        }
    }
}
