//! The cells of tied rows, kept in a file without name until their group is met.

use ground::table::RecordCells;
use inventory::Field;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

/// The cells of a row, one a field, in canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanonicalCells(Vec<Box<str>>);

impl CanonicalCells {
    /// The cells of a row, each worked out by `cell`.
    pub fn of(cell: impl FnMut(Field) -> String) -> Self {
        Self(Field::ALL.into_iter().map(cell).map(String::into_boxed_str).collect())
    }

    /// The cell of a field, empty where there is none.
    pub fn get(&self, field: Field) -> &str {
        self.0.get(field as usize).map_or("", |cell| cell)
    }

    /// Puts another cell in a field's place.
    pub fn set(&mut self, field: Field, cell: &str) {
        if let Some(place) = self.0.get_mut(field as usize) {
            *place = cell.into();
        }
    }

    /// The cells as a record, one a field.
    pub fn record(&self) -> RecordCells<'static> {
        RecordCells::of(self.0.iter().map(|cell| cell.as_bytes()))
    }
}

/// Cells of rows by file and line, on disk.
pub struct Spill {
    out: Option<BufWriter<File>>,
    file: Option<Mutex<File>>,
    places: HashMap<(u16, u64), (u64, u32)>,
    length: u64,
}

impl Spill {
    /// Starts a file without name in the system's folder for temporary files.
    ///
    /// # Errors
    ///
    /// It cannot be made.
    pub fn start() -> io::Result<Self> {
        let file = tempfile::tempfile()?;
        Ok(Self { out: Some(BufWriter::new(file)), file: None, places: HashMap::new(), length: 0 })
    }

    /// Keeps the cells of a row.
    ///
    /// # Errors
    ///
    /// The disk is full.
    pub fn put(&mut self, file: u16, line: u64, cells: &CanonicalCells) -> io::Result<()> {
        let Some(out) = &mut self.out else { return Ok(()) };
        let mut bytes = Vec::new();
        for cell in &cells.0 {
            let length = u32::try_from(cell.len()).map_err(io::Error::other)?;
            bytes.extend(length.to_le_bytes());
            bytes.extend(cell.as_bytes());
        }
        out.write_all(&bytes)?;
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        self.places.insert((file, line), (self.length, length));
        self.length += u64::from(length);
        Ok(())
    }

    /// Ends writing: from now on, cells can be read.
    ///
    /// # Errors
    ///
    /// The disk is full.
    pub fn done(mut self) -> io::Result<Self> {
        if let Some(out) = self.out.take() {
            let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
            self.file = Some(Mutex::new(file));
        }
        Ok(self)
    }

    /// The cells of a row that was put.
    ///
    /// # Errors
    ///
    /// They cannot be read again.
    pub fn get(&self, file: u16, line: u64) -> io::Result<Option<CanonicalCells>> {
        let (Some((at, length)), Some(source)) = (self.places.get(&(file, line)), &self.file)
        else {
            return Ok(None);
        };
        let mut bytes = vec![0; *length as usize];
        {
            let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
            source.seek(SeekFrom::Start(*at))?;
            source.read_exact(&mut bytes)?;
        }
        let mut cells = Vec::with_capacity(Field::ALL.len());
        let mut rest = bytes.as_slice();
        while let Some((length, after)) = rest.split_first_chunk::<4>() {
            let length = u32::from_le_bytes(*length) as usize;
            let (cell, after) = after.split_at(length.min(after.len()));
            cells.push(String::from_utf8_lossy(cell).into_owned().into_boxed_str());
            rest = after;
        }
        Ok(Some(CanonicalCells(cells)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were_put() {
        let mut spill = Spill::start().unwrap();
        let cells = |n: usize| {
            CanonicalCells::of(|field| {
                if field == Field::Model { format!("é;\"\n{n}") } else { String::new() }
            })
        };
        for n in 0..100 {
            spill.put(1, n as u64, &cells(n)).unwrap();
        }
        let spill = spill.done().unwrap();
        assert_eq!(spill.get(1, 42).unwrap(), Some(cells(42)));
        assert_eq!(spill.get(1, 0).unwrap(), Some(cells(0)));
        assert_eq!(spill.get(2, 0).unwrap(), None);
    }
}
