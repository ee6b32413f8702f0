//! A plain table, by words of the field.

use super::{PLAIN, Source};

pub(super) const SOURCE: Source = Source {
    code: "spreadsheet",
    label: (
        "tableau simple, reconnu à ses titres de colonnes",
        "plain table, recognised by its headings",
    ),
    headings: include_str!("headings.csv"),
    ..PLAIN
};

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn a_year_alone_stands_for_its_middle() {
        let head = "Type;Marque;Année d'achat";
        check(SourceFormat::Spreadsheet, head, "PC;HP;2021", Field::AcquiredOn, "2021-07-01");
        check(SourceFormat::Spreadsheet, head, "PC;HP;03/02/2021", Field::AcquiredOn, "03/02/2021");
    }
}
