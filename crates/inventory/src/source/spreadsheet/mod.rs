//! A plain table, by words of the field.

use super::{ExportSource, PLAIN};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "spreadsheet",
    label: (
        "tableau simple, reconnu à ses titres de colonnes",
        "plain table, recognised by its headings",
    ),
    headings: include_str!("headings.csv"),
    ..PLAIN
};
