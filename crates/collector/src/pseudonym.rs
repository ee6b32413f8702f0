//! Serial numbers and names of machines as pseudonyms, before anything is written.
//!
//! A serial number is short and guessable: a plain hash of it is no pseudonym. The key is in a file
//! of its own, readable by its owner alone, apart from the store and from its backups.

use crate::secret::{random, unhex};
use crate::store::own_as_folder;
use hmac::{Hmac, KeyInit, Mac};
use inventory::is_serial;
use record::hex;
use sha2::Sha256;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

/// The estate's key.
#[derive(Clone)]
pub struct EstateKey([u8; 32]);

impl std::fmt::Debug for EstateKey {
    /// Without the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

impl EstateKey {
    /// A new key.
    ///
    /// # Errors
    /// The system has no chance to give.
    pub fn fresh() -> io::Result<Self> {
        Ok(Self(random()?))
    }

    /// The key of a file; none where there is no file.
    ///
    /// # Errors
    /// A file that others may read, that holds no key, or cannot be read.
    pub fn open(path: &Path) -> io::Result<Option<Self>> {
        match File::open(path) {
            Ok(file) => Self::read(file).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn read(mut file: File) -> io::Result<Self> {
        let about = file.metadata()?;
        if about.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        #[cfg(unix)]
        if std::os::unix::fs::MetadataExt::mode(&about) & 0o077 != 0 {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "others may read the key"));
        }
        let mut text = String::new();
        (&mut file).take(128).read_to_string(&mut text)?;
        let bytes = unhex(text.trim()).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidData, "expected 64 hexadecimal digits")
        })
    }

    /// Writes the key where no file is yet, for its owner alone.
    ///
    /// # Errors
    /// The disk's word, or a file that is there.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        own_as_folder(path);
        file.write_all(format!("{}\n", hex(&self.0)).as_bytes())?;
        file.sync_all()
    }

    /// The pseudonym of a word of some kind; of an empty word, none.
    pub fn of(&self, kind: &str, word: &str) -> Option<String> {
        let word = normalised(word);
        if word.is_empty() {
            return None;
        }
        // HMAC takes keys of every length, so that the other branch is never taken.
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(kind.as_bytes());
        mac.update(b":");
        mac.update(word.as_bytes());
        Some(format!("P{}", hex(&mac.finalize().into_bytes()[..12])))
    }

    /// By which one key is told from another, and which tells nothing of it.
    pub fn name(&self) -> String {
        self.of("key", "name").into_iter().collect()
    }

    /// The pseudonym of a serial number; of what many machines have in its place, none.
    pub fn serial(&self, serial: &str) -> Option<String> {
        if is_serial(serial.trim().as_bytes()) { self.of("serial", serial) } else { None }
    }
}

/// A word in capitals, of letters and digits alone, so that two ways to write it are one.
pub(crate) fn normalised(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::EstateKey;

    #[test]
    fn what_stands_in_the_place_of_many_serial_numbers_has_no_pseudonym() {
        let key = EstateKey::fresh().unwrap();
        for many in
            ["1234567890", "Chassis Serial Number", " 1111111 ", "To be filled by O.E.M", ""]
        {
            assert_eq!(key.serial(many), None, "{many}");
        }
        assert!(key.serial("5CG2391XYZ").is_some());
    }

    #[test]
    fn one_serial_number_has_one_pseudonym_under_one_key() {
        let (one, two) = (EstateKey::fresh().unwrap(), EstateKey::fresh().unwrap());
        assert_eq!(one.serial("5CG 9wg8"), one.serial("5cg9WG8"));
        assert_ne!(one.serial("5CG9WG8"), two.serial("5CG9WG8"));
        assert_ne!(one.serial("5CG9WG8"), one.of("uuid", "5CG9WG8"));
        assert_eq!(one.serial(" -- "), None);
    }

    #[test]
    fn the_key_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        assert!(EstateKey::open(&path).unwrap().is_none(), "none is made where one was lost");
        let key = EstateKey::fresh().unwrap();
        key.write(&path).unwrap();
        assert_eq!(EstateKey::open(&path).unwrap().unwrap().serial("a"), key.serial("a"));
        assert!(key.write(&path).is_err(), "a key is never overwritten");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            assert!(EstateKey::open(&path).is_err());
        }
    }
}
