//! What tells two rows apart, and whether one was read before.

use super::memo::own_seed;
use ground::table::{is_broken, masked, numbered};
use inventory::{Field, IdScope, KnownBy, Row};
use inventory::{is_placeholder, is_tag};
use std::borrow::Cow;
use std::hash::BuildHasher;

/// The identifier of a row in results: its own, else (GLPI) its inventory number or name, else
/// its line.
pub fn identity<'a>(row: &Row<'a>) -> Cow<'a, str> {
    let own = unmasked(row);
    match masked(&own) {
        Cow::Owned(masked) => Cow::Owned(masked),
        Cow::Borrowed(_) => own,
    }
}

/// Letters and digits, in capitals: tools write the same number in two cases, with and without
/// spaces and dashes.
pub(crate) fn letters(cell: &[u8]) -> Vec<u8> {
    // `S/N CZC1234567` says what follows it.
    let cell = match cell {
        [b'S' | b's', b'/', b'N' | b'n', rest @ ..] => rest,
        _ => cell,
    };
    cell.iter()
        .filter(|b| b.is_ascii_alphanumeric() || **b >= 0x80)
        .map(u8::to_ascii_uppercase)
        .collect()
}

fn unmasked<'a>(row: &Row<'a>) -> Cow<'a, str> {
    named(row).unwrap_or_else(|| Cow::Owned(row.label()))
}

/// What identifies a row by a name of its own, and not by where it stands: the one rule of what is an
/// identifier, for results as from one inventory to the next.
pub(crate) fn named<'a>(row: &Row<'a>) -> Option<Cow<'a, str>> {
    let own = row.bytes(Field::EquipmentId);
    if names_one(row, own) && !is_broken(own) {
        let text = String::from_utf8_lossy(own);
        return Some(match row.file.layout.traits.ids {
            // As GLPI writes them: `28 316`.
            IdScope::InItsListSpaced if text.contains(char::is_whitespace) => {
                Cow::Owned(text.chars().filter(|c| !c.is_whitespace()).collect())
            }
            _ => text,
        });
    }
    let (tag, name) = (row.bytes(Field::AssetTag), row.bytes(Field::Name));
    for (cell, tells) in [(tag, is_tag(tag)), (name, !is_placeholder(name))] {
        if tells && !is_broken(cell) {
            return Some(String::from_utf8_lossy(cell));
        }
    }
    None
}

/// Whether an identifier names one thing: in a list that people keep, words such as `à définir`
/// name none.
fn names_one(row: &Row<'_>, own: &[u8]) -> bool {
    !own.is_empty() && (row.file.layout.traits.known_by != KnownBy::Words || is_tag(own))
}

/// The key under which a row may stand once: `None` where nothing identifies it.
///
/// A canonical or G4IT row is known by its identifier. A GLPI number is unique in its own list
/// only; without it, two rows are the same machine when serial, inventory number, name, maker and
/// model agree, and one of the first two is there: monitors without either may share their model's
/// name, and a word instead of a serial number may stand on machines of several models. Where neither
/// is there, the UUID stands for them. Words instead of a number (`à étiqueter`) identify nothing.
pub fn key(row: &Row<'_>, file_number: usize) -> Option<u64> {
    let hasher = foldhash::quality::FixedState::with_seed(own_seed());
    let own = row.bytes(Field::EquipmentId);
    let own = if is_broken(own) { b"" } else { own };
    match row.file.layout.traits.ids {
        IdScope::Everywhere => (!own.is_empty()).then(|| hasher.hash_one(own)),
        _ if names_one(row, own) => Some(hasher.hash_one((file_number, own))),
        _ => {
            let serial =
                Some(row.bytes(Field::Serial)).filter(|cell| row.file.layout.tells_by_serial(cell));
            let (tag, name) = (row.bytes(Field::AssetTag), row.bytes(Field::Name));
            let tag = Some(tag).filter(|cell| is_tag(cell));
            let kind = (row.bytes(Field::Manufacturer), row.bytes(Field::Model));
            if serial.is_some() || tag.is_some() {
                return Some(hasher.hash_one((serial, tag, name, kind)));
            }
            let uuid = uuid(row)?;
            Some(hasher.hash_one(("uuid", uuid, name, kind)))
        }
    }
}

/// The UUID of a row, where it tells its machine from others: letters and digits alone.
pub(crate) fn uuid(row: &Row<'_>) -> Option<Vec<u8>> {
    let uuid = row.bytes(Field::Uuid);
    (uuid.len() >= 32 && !is_placeholder(uuid)).then(|| letters(uuid))
}

/// Whether a row was met before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetBefore {
    /// It was not, or nothing tells.
    New,
    /// An earlier row is the same in every cell.
    Same,
    /// The row of that line has its key and other cells.
    Other(u32),
}

impl MetBefore {
    /// What a row is whose key stands on an earlier one, of that print and line.
    pub fn of((print, line): (u32, u32), own: u32) -> Self {
        if print == own { Self::Same } else { Self::Other(line) }
    }
}

/// What tells a row from others: its key, a print of all its cells, its place in its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowKey {
    /// The key it may stand once under.
    pub key: u64,
    /// A print of its cells.
    pub print: u32,
    /// Its line in its file.
    pub line: u32,
    /// Its place in its block.
    pub place: u32,
}

impl RowKey {
    /// What tells a row from others, where something does: of the file of that number, at that place
    /// of its block.
    pub fn of(row: &Row<'_>, file_number: usize, place: u32) -> Option<Self> {
        let key = key(row, file_number)?;
        Some(Self { key, print: print(row), line: numbered(row.line), place })
    }
}

/// A print of all cells of a row: rows that are the same have the same.
pub fn print(row: &Row<'_>) -> u32 {
    let hasher = foldhash::quality::FixedState::with_seed(own_seed());
    #[expect(clippy::cast_possible_truncation, reason = "half of the hash is enough")]
    let print = hasher.hash_one(&*row.own_cells()) as u32;
    print
}

/// The keys read so far, 16 bytes each with their prints and lines, at most [`Identities::MOST`] of them.
pub struct Identities {
    slots: Vec<u64>,
    prints: Vec<u32>,
    lines: Vec<u32>,
    count: usize,
    /// Rows that came after the table was full and could not be checked.
    pub unchecked: u64,
}

impl Identities {
    /// The most keys kept, so that memory stays bounded on a file of any size: about 150 MB.
    pub const MOST: usize = 8_000_000;

    /// A table for about `expected` keys.
    pub fn expecting(expected: usize) -> Self {
        let keys = expected.clamp(1024, Self::MOST);
        let slots = keys + keys / 6;
        Self {
            slots: vec![0; slots],
            prints: vec![0; slots],
            lines: vec![0; slots],
            count: 0,
            unchecked: 0,
        }
    }

    /// Forgets the keys read so far.
    pub fn forget(&mut self) {
        self.slots.fill(0);
        self.count = 0;
    }

    /// Notes a key with the print and the line of its row, and says whether it was there before.
    pub fn note(&mut self, key: u64, print: u32, line: u32) -> MetBefore {
        let key = key.max(1);
        if self.count * 7 >= self.slots.len() * 6 {
            if self.slots.len() >= Self::MOST {
                self.unchecked += 1;
                let at = self.place(key);
                return if self.slots[at] == key { self.met(at, print) } else { MetBefore::New };
            }
            self.grow();
        }
        let at = self.place(key);
        if self.slots[at] == key {
            return self.met(at, print);
        }
        self.slots[at] = key;
        self.prints[at] = print;
        self.lines[at] = line;
        self.count += 1;
        MetBefore::New
    }

    fn met(&self, at: usize, print: u32) -> MetBefore {
        MetBefore::of((self.prints[at], self.lines[at]), print)
    }

    /// The print and the line of the first row that was noted with a key.
    pub fn known(&self, key: u64) -> Option<(u32, u32)> {
        let key = key.max(1);
        let at = self.place(key);
        (self.slots[at] == key).then(|| (self.prints[at], self.lines[at]))
    }

    /// Notes many rows, and gives the places of those that were there before, and whether they
    /// are the same in every cell.
    ///
    /// The table is far larger than any cache: the slots of a few keys are read first, all at
    /// once, so that noting each finds its slot at hand.
    pub fn note_all(&mut self, keys: &[RowKey]) -> Vec<(u32, MetBefore)> {
        let mut repeated = Vec::new();
        for few in keys.chunks(32) {
            let warm = few.iter().fold(0, |warm, row| warm ^ self.slots[self.home(row.key.max(1))]);
            std::hint::black_box(warm);
            for row in few {
                let met = self.note(row.key, row.print, row.line);
                if met != MetBefore::New {
                    repeated.push((row.place, met));
                }
            }
        }
        repeated
    }

    /// Where the search for a key starts.
    #[inline]
    fn home(&self, key: u64) -> usize {
        #[expect(clippy::cast_possible_truncation, reason = "the product's high half is below n")]
        let at = ((u128::from(key) * self.slots.len() as u128) >> 64) as usize;
        at
    }

    /// The slot that holds the key, or the free one where it belongs.
    #[inline]
    fn place(&self, key: u64) -> usize {
        let n = self.slots.len();
        let mut at = self.home(key);
        while self.slots[at] != 0 && self.slots[at] != key {
            at += 1;
            if at == n {
                at = 0;
            }
        }
        at
    }

    fn grow(&mut self) {
        let wanted = (self.slots.len() * 2).min(Self::MOST + Self::MOST / 6);
        let old = std::mem::replace(&mut self.slots, vec![0; wanted]);
        let prints = std::mem::replace(&mut self.prints, vec![0; wanted]);
        let lines = std::mem::replace(&mut self.lines, vec![0; wanted]);
        let known = old.into_iter().zip(prints).zip(lines);
        for ((key, print), line) in known.filter(|((key, _), _)| *key != 0) {
            let at = self.place(key);
            self.slots[at] = key;
            self.prints[at] = print;
            self.lines[at] = line;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_new_once() {
        let mut seen = Identities::expecting(4);
        let keys: Vec<u64> =
            (0..50_000_u64).map(|i| i.wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect();
        assert!(keys.iter().all(|key| seen.note(*key, 1, 5) == MetBefore::New));
        assert!(keys.iter().all(|key| seen.note(*key, 1, 5) == MetBefore::Same));
        assert_eq!(seen.unchecked, 0);
        let row = |key, print, place| RowKey { key, print, line: 9, place };
        let more = [row(12_345, 1, 7), row(keys[3], 1, 8), row(12_345, 2, 9)];
        assert_eq!(seen.note_all(&more), [(8, MetBefore::Same), (9, MetBefore::Other(9))]);
    }
}
