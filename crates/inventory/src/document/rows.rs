//! The equipment of documents written as rows of a table, which then walks as any other.

use super::fields::EquipmentFields;
use crate::{Field, is_serial};
use std::collections::HashSet;
use std::io::{self, Write};

/// Writes rows, each thing attached to several machines once.
pub(super) struct DocumentRows<W: Write> {
    out: csv::Writer<W>,
    /// Screens and printers written, by maker, model and serial number.
    attached: HashSet<u64, foldhash::quality::FixedState>,
    /// Rows written.
    pub(super) written: u64,
    /// Screens and printers met again on another machine.
    pub(super) shared: u64,
}

impl<W: Write> DocumentRows<W> {
    pub(super) fn new(writer: W) -> Self {
        Self {
            out: csv::WriterBuilder::new().delimiter(b';').from_writer(writer),
            attached: HashSet::default(),
            written: 0,
            shared: 0,
        }
    }

    /// Writes the equipment of a document, the machine first.
    pub(super) fn write(&mut self, document: &str, all: &[EquipmentFields]) -> io::Result<()> {
        for (at, equipment) in all.iter().enumerate() {
            if at > 0 && !self.is_new(equipment) {
                self.shared += 1;
                continue;
            }
            for field in Field::ALL {
                let cell = equipment.get(&field).map_or("", String::as_str);
                // A row is one line: what a machine writes in several is one word here.
                self.out.write_field(cell.replace(['\r', '\n'], " "))?;
            }
            self.out.write_field(document)?;
            self.out.write_record(None::<&[u8]>)?;
            self.written += 1;
        }
        Ok(())
    }

    /// Whether a thing attached is met for the first time; what has no serial number always is.
    fn is_new(&mut self, equipment: &EquipmentFields) -> bool {
        use std::hash::BuildHasher;
        let serial = equipment.get(&Field::Serial).filter(|serial| is_serial(serial.as_bytes()));
        let Some(serial) = serial else { return true };
        let maker = equipment.get(&Field::Manufacturer);
        let kind = equipment.get(&Field::EquipmentType);
        // One number on screens of several models is a word that their maker put there.
        let model = equipment.get(&Field::Model);
        let hash = self.attached.hasher().hash_one((kind, maker, model, serial));
        self.attached.insert(hash)
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}
