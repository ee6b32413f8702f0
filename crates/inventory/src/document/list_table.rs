//! Lists in JSON, written as tables.

use super::listed::{ListFailure, ListPlace, each};
use std::collections::HashMap;
use std::io::{self, Write};

/// The most columns that a list becomes.
const MOST_COLUMNS: usize = 1024;
/// The most that the table may hold, in bytes: a list is at most 64 MB, and what stands between the
/// cells of objects that have hardly a name in common is not in it.
const MOST_TABLE: u64 = 256 << 20;
/// A list, written as a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct WrittenList {
    /// Its rows.
    pub(crate) rows: u64,
    /// The values of its objects that stand under names beyond those that became columns.
    pub(crate) left_out: u64,
}

/// Writes a list as a table; a row ends with its last value.
///
/// # Errors
///
/// The text does not hold together, or the table cannot be written.
pub(super) fn write(
    text: &[u8],
    place: &ListPlace,
    out: &mut impl Write,
) -> Result<WrittenList, ListFailure> {
    write_within(MOST_TABLE, (text, place), out)
}

fn write_within(
    most: u64,
    (text, place): (&[u8], &ListPlace),
    out: &mut impl Write,
) -> Result<WrittenList, ListFailure> {
    let mut columns: Vec<String> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    each(text, place, &mut |row| {
        for (path, _) in row {
            if columns.len() < MOST_COLUMNS && !known.contains_key(&path) {
                known.insert(path.clone(), columns.len());
                columns.push(path);
            }
        }
        Ok(())
    })?;
    let mut table = csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(Bounded {
        out,
        left: most,
        is_full: false,
    });
    table.write_record(&columns).map_err(io::Error::from)?;
    let mut written = WrittenList::default();
    let mut cells = vec![String::new(); columns.len()];
    let mut filled = 0;
    let whole = each(text, place, &mut |row| {
        cells[..filled].iter_mut().for_each(String::clear);
        filled = 1;
        for (path, value) in row {
            if let Some(at) = known.get(&path) {
                // A row is one line: what an API writes in several is one here.
                cells[*at] = value.replace(['\r', '\n'], " ");
                filled = filled.max(at + 1);
            } else {
                written.left_out += 1;
            }
        }
        written.rows += 1;
        table.write_record(&cells[..filled]).map_err(io::Error::from)
    })
    .and_then(|()| table.flush().map_err(ListFailure::Io));
    match whole {
        Err(ListFailure::Io(_)) if table.get_ref().is_full => Err(ListFailure::TooWide),
        whole => whole.map(|()| written),
    }
}

/// Writes no more than a table may hold.
struct Bounded<W> {
    out: W,
    left: u64,
    is_full: bool,
}

impl<W: Write> Write for Bounded<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(left) = self.left.checked_sub(bytes.len() as u64) else {
            self.is_full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        };
        self.left = left;
        self.out.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_one_object_alone_has_take_no_room_in_the_rows_of_others() {
        let mut out = Vec::new();
        let text = br#"[{"id":1,"a":2},{"id":3,"b":4},{"id":5}]"#;
        write(text, &ListPlace::Alone, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "id;a;b\n1;2\n3;;4\n5\n");
        let own: Vec<String> =
            (0..3 * MOST_COLUMNS).map(|at| format!("{{\"id\":{at},\"k{at}\":1}}")).collect();
        let text = format!("[{}]", own.join(","));
        let mut out = Vec::new();
        let written = write(text.as_bytes(), &ListPlace::Alone, &mut out).unwrap();
        let (rows, columns) = (own.len() as u64, MOST_COLUMNS as u64);
        assert_eq!(written, WrittenList { rows, left_out: rows - (columns - 1) });
        assert!(out.ends_with(format!("\n{}\n", rows - 1).as_bytes()));
    }

    #[test]
    fn a_list_whose_table_would_be_far_larger_is_refused() {
        let wide = MOST_COLUMNS - 1;
        let names: Vec<String> = (0..wide).map(|at| format!("\"k{at}\":1")).collect();
        let mut rows = vec![format!("{{{}}}", names.join(","))];
        rows.extend((0..3000).map(|_| format!("{{\"k{}\":1}}", wide - 1)));
        let text = format!("[{}]", rows.join(","));
        let of = (text.as_bytes(), &ListPlace::Alone);
        let failure = write_within(1 << 20, of, &mut io::sink()).unwrap_err();
        assert!(matches!(failure, ListFailure::TooWide));
        assert_eq!(write_within(4 << 20, of, &mut io::sink()).unwrap().rows, 3001);
    }
}
