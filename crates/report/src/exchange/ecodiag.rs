//! The four columns that `EcoDiag` looks for, a row an equipment.

use super::LeftOut;
use equipment::State;
use ground::table::{CsvDialect, CsvOut};
use inventory::Field;
use std::io;
use std::sync::atomic::Ordering;
use walk::{Line, Recorder};

/// The columns.
pub(super) const COLUMNS: [&str; 4] = ["Fabricant", "Type", "Modèle", "Date d'achat"];

/// The most rows that one row of the inventory becomes.
const MOST_UNITS: f64 = 10_000.0;

/// Writes rows of equipment still held.
pub struct EcoDiagRows<'a> {
    left_out: &'a LeftOut,
}

impl<'a> EcoDiagRows<'a> {
    /// A recorder of one thread.
    pub fn new(left_out: &'a LeftOut) -> Self {
        Self { left_out }
    }

    fn write(&self, line: &Line<'_>, batch: &mut Vec<u8>) -> io::Result<()> {
        let (told, equipment, set) = (&line.told, line.equipment, line.kernel.set);
        if equipment.state == State::Exited {
            self.left_out.gone.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        }
        if equipment.quantity.fract() != 0.0 || equipment.quantity > MOST_UNITS {
            self.left_out.parts.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        }
        let bought = equipment.acquired.map_or_else(String::new, |(day, _)| day.to_string());
        let mut out = CsvOut::rows(batch, CsvDialect::Semicolon);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 10,000")]
        for _ in 0..equipment.quantity as u32 {
            out.text(&told.maker());
            out.text(&set.equipment_type(equipment.type_id).code);
            out.text(&told.shown(Field::Model)).text(&bought).end()?;
        }
        out.finish().map(|_| ())
    }
}

impl Recorder for EcoDiagRows<'_> {
    type Batch = Vec<u8>;
    fn record(&mut self, line: &Line<'_>, batch: &mut Vec<u8>) {
        // Writing to memory cannot fail.
        let _ = self.write(line, batch);
    }
}
