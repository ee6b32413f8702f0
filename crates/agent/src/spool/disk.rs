//! The few things a spool asks of a disk, so that a test can stand in for one that loses power.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A folder of small files, by name.
pub trait Disk {
    /// The names in the folder.
    fn list(&self) -> io::Result<Vec<String>>;
    /// A file's bytes.
    fn read(&self, name: &str) -> io::Result<Vec<u8>>;
    /// Makes a file of zeros, room taken and durable.
    fn allocate(&mut self, name: &str, size: usize) -> io::Result<()>;
    /// Writes within a file; durable only once [`Disk::sync`] returns.
    fn write_at(&mut self, name: &str, offset: usize, bytes: &[u8]) -> io::Result<()>;
    /// Makes all that was written to a file durable.
    fn sync(&mut self, name: &str) -> io::Result<()>;
    /// Renames a file, whole or not at all, and durably.
    fn rename(&mut self, from: &str, to: &str) -> io::Result<()>;
    /// Removes a file.
    fn remove(&mut self, name: &str) -> io::Result<()>;
}

/// A real folder.
#[derive(Debug)]
pub struct DiskFolder {
    path: PathBuf,
}

impl DiskFolder {
    /// Opens a folder that is only its owner's, made where it is missing.
    pub fn open(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Where the folder is another's (`StateDirectory=`), its mode is theirs to keep.
            fs::set_permissions(path, fs::Permissions::from_mode(0o700)).or_else(|error| {
                if error.kind() == io::ErrorKind::PermissionDenied { Ok(()) } else { Err(error) }
            })?;
        }
        Ok(Self { path: path.to_owned() })
    }

    /// The folder as it is, for one who only looks.
    pub fn look(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn sync_folder(&self) -> io::Result<()> {
        // A folder can be opened and synced on Unix only; elsewhere renames are ordered by NTFS.
        if cfg!(unix) { File::open(&self.path)?.sync_all() } else { Ok(()) }
    }
}

/// Ways to open a file that is only its owner's.
#[cfg(unix)]
fn own() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

/// Ways to open a file; elsewhere the folder's rights are its own.
#[cfg(not(unix))]
fn own() -> OpenOptions {
    OpenOptions::new()
}

impl Disk for DiskFolder {
    fn list(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            if let Ok(name) = entry?.file_name().into_string() {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(self.path.join(name))?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn allocate(&mut self, name: &str, size: usize) -> io::Result<()> {
        let path = self.path.join(name);
        let made =
            own().write(true).create(true).truncate(true).open(&path).and_then(|mut file| {
                let zeros = [0_u8; 4096];
                let mut left = size;
                while left > 0 {
                    let part = left.min(zeros.len());
                    file.write_all(&zeros[..part])?;
                    left -= part;
                }
                file.sync_all()
            });
        if made.is_err() {
            // Half a file helps nobody; where even that fails, the next opening sees to it.
            let _ = fs::remove_file(&path);
        }
        made?;
        self.sync_folder()
    }

    fn write_at(&mut self, name: &str, offset: usize, bytes: &[u8]) -> io::Result<()> {
        let mut file = own().write(true).open(self.path.join(name))?;
        file.seek(SeekFrom::Start(offset as u64))?;
        file.write_all(bytes)
    }

    fn sync(&mut self, name: &str) -> io::Result<()> {
        own().write(true).open(self.path.join(name))?.sync_data()
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.path.join(from), self.path.join(to))?;
        self.sync_folder()
    }

    fn remove(&mut self, name: &str) -> io::Result<()> {
        fs::remove_file(self.path.join(name))
    }
}

/// A disk that is forgotten, for one who only looks.
#[derive(Clone, Debug, Default)]
pub struct MemoryDisk(std::collections::BTreeMap<String, Vec<u8>>);

impl MemoryDisk {
    fn file(&mut self, name: &str) -> io::Result<&mut Vec<u8>> {
        self.0.get_mut(name).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

impl Disk for MemoryDisk {
    fn list(&self) -> io::Result<Vec<String>> {
        Ok(self.0.keys().cloned().collect())
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.0.get(name).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    fn allocate(&mut self, name: &str, size: usize) -> io::Result<()> {
        self.0.insert(name.to_owned(), vec![0; size]);
        Ok(())
    }

    fn write_at(&mut self, name: &str, offset: usize, bytes: &[u8]) -> io::Result<()> {
        let file = self.file(name)?;
        file.resize(file.len().max(offset + bytes.len()), 0);
        file[offset..offset + bytes.len()].copy_from_slice(bytes);
        Ok(())
    }

    fn sync(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        let file = self.0.remove(from).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        self.0.insert(to.to_owned(), file);
        Ok(())
    }

    fn remove(&mut self, name: &str) -> io::Result<()> {
        self.0.remove(name).map(drop).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}
