//! The one way to a file that is read: a regular one, and no larger than what is kept of it.
//!
//! Opening a pipe waits for whoever writes into it, and a device may never end; both are refused
//! before they are opened.

use crate::fault::one_line;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path};

/// The most that a file read whole may hold, in bytes: cards, mappings, answers, statements of a
/// run. What is made of it in memory takes some forty times as much.
const LARGEST: u64 = 8 << 20;

/// The most that a table read whole may hold, in bytes.
const LARGEST_TABLE: u64 = 256 << 20;

/// A path as a result tells it: as it was given where it is relative; else its last two names, so
/// that what is passed on does not tell where the operator keeps things.
///
/// ```
/// use empreinte_ground::table::told_path;
/// use std::path::Path;
/// assert_eq!(told_path(Path::new("parc/2025.csv")), "parc/2025.csv");
/// assert_eq!(told_path(Path::new("/home/jeanne/parc/2025.csv")), "…/parc/2025.csv");
/// ```
pub fn told_path(path: &Path) -> String {
    if !path.is_absolute() {
        return one_line(&path.to_string_lossy());
    }
    let names: Vec<_> = path
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        })
        .collect();
    let last = &names[names.len().saturating_sub(2)..];
    let told = ["…"].into_iter().chain(last.iter().map(|name| &**name)).collect::<Vec<_>>();
    one_line(&told.join("/"))
}

/// Opens a regular file, or a link to one.
///
/// # Errors
///
/// It cannot be opened, or is a folder, a pipe or a device.
pub fn open_input(path: &Path) -> io::Result<File> {
    let there = std::fs::metadata(path)?;
    if !there.is_file() {
        // A folder is told as the system tells it.
        let kind =
            if there.is_dir() { io::ErrorKind::IsADirectory } else { io::ErrorKind::InvalidInput };
        return Err(io::Error::from(kind));
    }
    File::open(path)
}

/// The text of a file of a few screens, which is kept whole.
///
/// # Errors
///
/// As [`open_input`]; it is larger than any such file, or no UTF-8.
pub fn text_of_input(path: &Path) -> io::Result<String> {
    let no_text = |error| io::Error::new(io::ErrorKind::InvalidData, error);
    String::from_utf8(screens_of_input(path)?).map_err(no_text)
}

/// The bytes of a file of a few screens, as [`text_of_input`] reads them.
///
/// # Errors
///
/// As [`open_input`]; it is larger than any such file.
pub fn screens_of_input(path: &Path) -> io::Result<Vec<u8>> {
    most(open_input(path)?, LARGEST)
}

/// All bytes of a file that has no more than so many.
fn most(file: File, largest: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = file.take(largest + 1).read_to_end(&mut bytes)?;
    if read as u64 > largest {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    Ok(bytes)
}

/// The bytes of a table that is kept whole: factors, ledgers, lists of rooms.
///
/// # Errors
///
/// As [`open_input`]; it is larger than any such table.
pub fn bytes_of_input(path: &Path) -> io::Result<Vec<u8>> {
    most(open_input(path)?, LARGEST_TABLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_and_what_is_larger_than_any_of_its_kind_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("estate.toml");
        std::fs::write(&path, "a = 1\n").unwrap();
        assert_eq!(text_of_input(&path).unwrap(), "a = 1\n");
        assert_eq!(bytes_of_input(&path).unwrap(), b"a = 1\n");
        File::create(&path).unwrap().set_len(LARGEST + 1).unwrap();
        assert_eq!(text_of_input(&path).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(open_input(folder.path()).unwrap_err().kind(), io::ErrorKind::IsADirectory);
    }

    #[cfg(unix)]
    #[test]
    fn a_device_and_a_socket_are_refused_before_they_are_opened() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("socket");
        let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        for path in [Path::new("/dev/zero"), &socket] {
            assert_eq!(open_input(path).unwrap_err().kind(), io::ErrorKind::InvalidInput);
            assert_eq!(bytes_of_input(path).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        }
    }
}
