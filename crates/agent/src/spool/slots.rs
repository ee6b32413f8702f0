//! Two slots written in turn: whatever a crash does to one, the other is whole.

use super::disk::Disk;
use std::io;

/// A slot's size, header included.
pub(super) const SLOT: usize = 8 * 1024;
/// Magic, generation, length, checksum.
const HEADER: usize = 4 + 8 + 4 + 4;
const MAGIC: &[u8; 4] = b"GCK1";

/// A small body kept in two preallocated files.
#[derive(Debug)]
pub struct Slots {
    names: [String; 2],
    /// The generation of each slot; none where it cannot be read.
    generations: [Option<u64>; 2],
}

impl Slots {
    /// Opens the two files `NAME-0` and `NAME-1`, and gives the newest whole body.
    pub fn open<D: Disk>(disk: &mut D, name: &str) -> (Self, Option<Vec<u8>>) {
        let names = [format!("{name}-0"), format!("{name}-1")];
        let read = |disk: &D, at: usize| disk.read(&names[at]).ok().and_then(|b| decode(&b));
        let found = [read(disk, 0), read(disk, 1)];
        let generations = [0, 1].map(|at: usize| found[at].as_ref().map(|(number, _)| *number));
        let newest = found.into_iter().flatten().max_by_key(|(number, _)| *number);
        (Self { names, generations }, newest.map(|(_, body)| body))
    }

    /// The newest body, without a word to the disk but reading.
    pub fn peek<D: Disk>(disk: &D, name: &str) -> Option<Vec<u8>> {
        let slot = |at: u8| decode(&disk.read(&format!("{name}-{at}")).ok()?);
        let newest = [slot(0), slot(1)].into_iter().flatten().max_by_key(|(number, _)| *number);
        newest.map(|(_, body)| body)
    }

    /// Writes a body into the older slot, durably.
    ///
    /// # Errors
    /// What the disk says, or a body that no slot can hold. The other slot stays as it was.
    pub fn write<D: Disk>(&mut self, disk: &mut D, body: &[u8]) -> io::Result<()> {
        if HEADER + body.len() > SLOT {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "larger than a slot"));
        }
        let newest = self.generations.iter().flatten().max().copied();
        let at = usize::from(newest.is_some() && self.generations[0] == newest);
        let generation = newest.map_or(1, |number| number + 1);
        let name = &self.names[at];
        if disk.read(name).map_or(0, |bytes| bytes.len()) < SLOT {
            disk.allocate(name, SLOT)?;
        }
        self.generations[at] = None;
        disk.write_at(name, 0, &encode(generation, body))?;
        disk.sync(name)?;
        self.generations[at] = Some(generation);
        Ok(())
    }
}

fn checksum(generation: u64, body: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&generation.to_le_bytes());
    hasher.update(body);
    hasher.finalize()
}

fn encode(generation: u64, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + body.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&generation.to_le_bytes());
    // A body fits a slot, checked before.
    bytes.extend_from_slice(&u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend_from_slice(&checksum(generation, body).to_le_bytes());
    bytes.extend_from_slice(body);
    bytes
}

fn decode(bytes: &[u8]) -> Option<(u64, Vec<u8>)> {
    let rest = bytes.strip_prefix(MAGIC.as_slice())?;
    let (generation, rest) = rest.split_first_chunk::<8>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (sum, rest) = rest.split_first_chunk::<4>()?;
    let generation = u64::from_le_bytes(*generation);
    let body = rest.get(..usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    (checksum(generation, body) == u32::from_le_bytes(*sum)).then(|| (generation, body.to_vec()))
}
