//! What tells two rows apart, and whether one was read before.

use crate::inventory::{Field, Row, SourceFormat};
use std::borrow::Cow;
use std::hash::BuildHasher;

const SEED: u64 = 0x6964_656e;

/// The identifier of a row in results: its own, else (GLPI) its inventory number or name, else
/// its line.
pub fn identity<'a>(row: &Row<'a>) -> Cow<'a, str> {
    let own = row.bytes(Field::EquipmentId);
    if !own.is_empty() {
        let text = String::from_utf8_lossy(own);
        return match row.file.layout.format {
            // GLPI writes the thousands of its numbers apart: `28 316`.
            SourceFormat::Glpi if text.contains(char::is_whitespace) => {
                Cow::Owned(text.chars().filter(|c| !c.is_whitespace()).collect())
            }
            _ => text,
        };
    }
    for field in [Field::AssetTag, Field::Name] {
        let cell = row.bytes(field);
        if !cell.is_empty() && !is_placeholder(cell) {
            return String::from_utf8_lossy(cell);
        }
    }
    Cow::Owned(format!("{}:{}", row.file.name, row.line))
}

/// The key under which a row may stand once: `None` where nothing identifies it.
///
/// A canonical or G4IT row is known by its identifier. A GLPI number is unique in its own list
/// only; without it, two rows are the same machine when serial, inventory number and name agree,
/// and one of the first two is there: monitors without either may share their model's name.
pub(crate) fn key(row: &Row<'_>, file_number: usize) -> Option<u64> {
    let hasher = foldhash::quality::FixedState::with_seed(SEED);
    let own = row.bytes(Field::EquipmentId);
    match row.file.layout.format {
        SourceFormat::Canonical | SourceFormat::G4it => {
            (!own.is_empty()).then(|| hasher.hash_one(own))
        }
        _ if !own.is_empty() => Some(hasher.hash_one((file_number, own))),
        _ => {
            let serial = Some(row.bytes(Field::Serial)).filter(|cell| !is_placeholder(cell));
            let (tag, name) = (row.bytes(Field::AssetTag), row.bytes(Field::Name));
            let tag = Some(tag).filter(|cell| !is_placeholder(cell));
            (serial.is_some() || tag.is_some()).then(|| hasher.hash_one((serial, tag, name)))
        }
    }
}

/// What machines and people write where there is nothing to write.
pub(crate) fn is_placeholder(cell: &[u8]) -> bool {
    const WORDS: [&str; 32] = [
        "",
        "-",
        "n/a",
        "na",
        "nc",
        "none",
        "null",
        "inconnu",
        "unknown",
        "unknow",
        "no asset tag",
        "inexistente",
        "to be filled by o.e.m.",
        "system serial number",
        "default string",
        "not specified",
        "0000-00-00",
        "?",
        "invalid",
        "eval",
        "empty",
        "oem_serial",
        "systemserialnumb",
        "chassis serial number",
        "serial number xxxxxx",
        "0123456789",
        "123456789",
        "1234567890",
        "(null string)",
        "tulip computers",
        "no serial",
        "sans",
    ];
    let same =
        cell.first().is_some_and(|one| b"01xXnN".contains(one) && cell.iter().all(|c| c == one));
    if same && cell.len() > 3 {
        return true;
    }
    let text = String::from_utf8_lossy(cell).to_lowercase();
    WORDS.contains(&text.as_str())
}

/// The keys read so far, 8 bytes each, at most [`Identities::MOST`] of them.
pub struct Identities {
    slots: Vec<u64>,
    count: usize,
    /// Rows that came after the table was full and could not be checked.
    pub unchecked: u64,
}

impl Identities {
    /// The most keys kept, so that memory stays bounded on a file of any size: about 100 MB.
    pub const MOST: usize = 11_000_000;

    /// A table for about `expected` keys.
    pub fn expecting(expected: usize) -> Self {
        let keys = expected.clamp(1024, Self::MOST);
        Self { slots: vec![0; keys + keys / 6], count: 0, unchecked: 0 }
    }

    /// Notes a key; `false` when it was there before.
    pub fn note(&mut self, key: u64) -> bool {
        let key = key.max(1);
        if self.count * 7 >= self.slots.len() * 6 {
            if self.slots.len() >= Self::MOST {
                self.unchecked += 1;
                return !self.has(key);
            }
            self.grow();
        }
        let at = self.place(key);
        if self.slots[at] == key {
            return false;
        }
        self.slots[at] = key;
        self.count += 1;
        true
    }

    /// Notes many keys with their places, and gives the places of those that were there before.
    ///
    /// The table is far larger than any cache: the slots of a few keys are read first, all at
    /// once, so that noting each finds its slot at hand.
    pub fn note_all(&mut self, keys: &[(u64, u32)]) -> Vec<u32> {
        let mut repeated = Vec::new();
        for few in keys.chunks(32) {
            let warm =
                few.iter().fold(0, |warm, (key, _)| warm ^ self.slots[self.home((*key).max(1))]);
            std::hint::black_box(warm);
            repeated
                .extend(few.iter().filter(|(key, _)| !self.note(*key)).map(|(_, place)| *place));
        }
        repeated
    }

    fn has(&self, key: u64) -> bool {
        self.slots[self.place(key)] == key
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
        for key in old.into_iter().filter(|key| *key != 0) {
            let at = self.place(key);
            self.slots[at] = key;
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
        assert!(keys.iter().all(|key| seen.note(*key)));
        assert!(keys.iter().all(|key| !seen.note(*key)));
        assert_eq!(seen.unchecked, 0);
        let more = [(12_345, 7), (keys[3], 8), (12_345, 9)];
        assert_eq!(seen.note_all(&more), [8, 9], "the places of the keys that were there before");
    }
}
