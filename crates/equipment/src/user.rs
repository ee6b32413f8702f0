//! Whom an equipment is assigned to: yes or no, or a pseudonym that only a key can make.

use ground::fault::Fault;
use ground::table::{fold, yes_no};
use ground::text;
use inventory::is_placeholder;
use inventory::{Field, InventoryShape, Row};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::hash::BuildHasher;
use std::num::NonZeroU64;
use std::sync::LazyLock;

/// The fewest bytes of a key: fewer are guessed.
const SHORTEST_KEY: usize = 16;

/// A block of SHA-256, bytes.
const BLOCK: usize = 64;

/// The key of pseudonyms; never printed.
#[derive(Clone)]
pub struct UserKey(Vec<u8>);

impl std::fmt::Debug for UserKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("UserKey(***)")
    }
}

impl UserKey {
    /// A key of bytes, white space around them left out.
    ///
    /// # Errors
    ///
    /// It is shorter than 16 bytes.
    pub fn new(key: &[u8]) -> Result<Self, Fault> {
        let key = key.trim_ascii();
        if key.len() < SHORTEST_KEY {
            return Err(Fault::new(text!(
                "la clé des pseudonymes a moins de 16 octets",
                "the key of pseudonyms has fewer than 16 bytes"
            ))
            .hint(text!(
                "faites-en une : `head -c 32 /dev/urandom | base64 > cle`",
                "make one: `head -c 32 /dev/urandom | base64 > key`"
            )));
        }
        Ok(Self(key.to_vec()))
    }

    /// The pseudonym of a user, 32 hexadecimal digits: the same for the same user and key, whatever
    /// capitals, accents and spaces the name is written with.
    pub fn pseudonym(&self, user: &str) -> String {
        hex(&hmac(&self.0, fold(user).as_bytes())[..16])
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// HMAC-SHA-256.
///
/// # Source
///
/// RFC 2104; test vectors of RFC 4231.
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0; BLOCK];
    if key.len() > BLOCK {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let inner =
        Sha256::new().chain_update(block.map(|b| b ^ 0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(block.map(|b| b ^ 0x5c)).chain_update(inner).finalize().into()
}

/// A number that tells a user from others, whatever capitals, accents and spaces the name is written
/// with; none of a cell that says only whether there is one.
pub(crate) fn number(cell: &[u8]) -> Option<NonZeroU64> {
    let cell = cell.trim_ascii();
    if cell.is_empty() || is_placeholder(cell) {
        return None;
    }
    let user = String::from_utf8_lossy(cell);
    if yes_no(&user).is_some() {
        return None;
    }
    let state = foldhash::quality::FixedState::with_seed(0x696e_6469);
    NonZeroU64::new(state.hash_one(fold(&user).as_bytes()))
}

static HEADINGS: LazyLock<HashSet<String>> =
    LazyLock::new(|| include_str!("users.csv").lines().skip(1).map(fold).collect());

/// Tells whom rows are assigned to; one a thread.
#[derive(Default)]
pub struct Users<'a> {
    key: Option<&'a UserKey>,
    /// Whether only those that indicators tell apart have pseudonyms.
    as_told: bool,
    /// The column of users in each file met: its name, and where.
    columns: Vec<(std::sync::Arc<str>, Option<usize>)>,
}

impl<'a> Users<'a> {
    /// With the key of pseudonyms, or without: then yes or no.
    pub fn new(key: Option<&'a UserKey>) -> Self {
        Self { key, as_told: false, columns: Vec::new() }
    }

    /// With pseudonyms for those alone that the file tells apart by their keys: what is counted of
    /// users stays the same.
    pub fn as_told(key: &'a UserKey) -> Self {
        Self { key: Some(key), as_told: true, columns: Vec::new() }
    }

    /// The pseudonym of a row's user, or `yes`, or `no`; empty where the file says nothing of users.
    pub fn of(&mut self, row: &Row<'_>) -> String {
        let Some(column) = self.column(row.file) else { return String::new() };
        let cell = row.record.get(column).map_or(&b""[..], <[u8]>::trim_ascii);
        if cell.is_empty() && row.file.layout.column(Field::UserKey).is_some() {
            // A canonical inventory says no where it knows that there is none.
            return String::new();
        }
        if cell.is_empty() || is_placeholder(cell) {
            return "no".to_owned();
        }
        let user = String::from_utf8_lossy(cell);
        // A column that says whether there is one, and not who.
        let as_told = self.as_told && row.file.layout.column(Field::UserKey).is_some();
        match yes_no(&user) {
            Some(true) if as_told => return "yes".to_owned(),
            Some(false) => return "no".to_owned(),
            Some(true) if self.key.is_none() || !user.starts_with('1') => return "yes".to_owned(),
            _ => {}
        }
        // What an earlier import made of a user stays what it is.
        let made = user.len() == 32
            && user.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if made {
            return user.into_owned();
        }
        let key = self.key.filter(|_| as_told || !self.as_told);
        key.map_or_else(|| "yes".to_owned(), |key| key.pseudonym(&user))
    }

    fn column(&mut self, file: &InventoryShape) -> Option<usize> {
        let known = self.columns.iter().find(|(name, _)| std::sync::Arc::ptr_eq(name, &file.name));
        // A merged row has the file's name and columns of its own.
        if let (Some((_, column)), None) = (known, file.layout.column(Field::UserKey)) {
            return *column;
        }
        let own = file.layout.column(Field::UserKey);
        let column = own.or_else(|| {
            file.layout.headers.iter().position(|header| HEADINGS.contains(&fold(header)))
        });
        if own.is_none() {
            self.columns.push((file.name.clone(), column));
        }
        column
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `yes`, a placeholder and a name are not users alike.
    #[test]
    fn a_cell_that_says_only_whether_there_is_a_user_is_no_user() {
        for nobody in ["", " ", "yes", "no", "Oui", "non", "-"] {
            assert_eq!(number(nobody.as_bytes()), None, "{nobody}");
        }
        let one = number(b"jdurand");
        assert!(one.is_some() && one != number(b"pmartin"));
        assert_eq!(one, number(b" JDurand "));
    }

    #[test]
    fn the_code_is_that_of_the_published_vectors() {
        // RFC 4231, cases 1, 2 and 6 (a key longer than a block).
        assert_eq!(
            hex(&hmac(&[0x0b; 20], b"Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
        assert_eq!(
            hex(&hmac(b"Jefe", b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            hex(&hmac(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }

    #[test]
    fn a_user_has_one_pseudonym_a_key_and_the_key_is_never_shown() {
        let (one, other) = (
            UserKey::new(b"0123456789abcdef").unwrap(),
            UserKey::new(b"another key of ours").unwrap(),
        );
        assert_eq!(one.pseudonym("Éric MARTIN "), one.pseudonym("eric martin"));
        assert_ne!(one.pseudonym("eric martin"), other.pseudonym("eric martin"));
        assert_eq!(one.pseudonym("x").len(), 32);
        assert_eq!(format!("{one:?}"), "UserKey(***)");
        assert!(UserKey::new(b"short").is_err());
    }
}
