//! Tables of several parts: sections below titles that say a state, tables side by side, and tables
//! one below another.
//!
//! Such a table is written anew, a row after another in the columns of the first part, and read as
//! any other. A row keeps the file and the line it stands on, and says the title it stands below.

pub(crate) mod lines;
mod recap;
pub(crate) mod stacked;
pub(crate) mod title;

use super::headings::key;
use super::totals::is_summary;
use super::{Field, Kinds, KnownBy, Layout};
use csv::ByteRecord;
use ground::lang::Text;
use ground::table::{Dialect, first_lines};
use ground::text;
use lines::{EvenLines, lone, own_part};
use recap::Recap;
use stacked::{Columns, are_headings, cells as cells_of, field, is_line_of_headings};
use std::io::{Read, Write};
use title::{Title, is_title, title, within};

/// The fewest headings of a table that stands beside another.
const FEWEST: usize = 2;
/// The cells after those of the table: the file, the line, the section.
const PLACES: usize = 3;

/// How a table of several parts is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sections {
    /// The headings of the table that it becomes.
    headers: Vec<String>,
    /// What they are compared by.
    keys: Vec<String>,
    /// For each table, the column of the file where each of those headings stands.
    tables: Vec<Vec<Option<usize>>>,
    /// Of those headings, the one of the numbers of units.
    quantity: Option<usize>,
    /// How many columns of the file are its own, where rows say their place after them.
    own_width: usize,
}

/// What was met in writing a table anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) rows: u64,
    /// Titles that say a state.
    pub(super) titles: Vec<String>,
    /// Rows of headings below the first.
    repeated: u64,
    /// Tables that stand side by side.
    tables: usize,
    /// Rows of a summary, which say what those above sum up to.
    summed: u64,
    /// The lines of other headings, each of which begins a table of its own.
    stacked: Vec<String>,
}

impl Met {
    /// Keeps a title that says a state.
    fn title(&mut self, title: String) -> String {
        if !self.titles.contains(&title) {
            self.titles.push(title.clone());
        }
        title
    }

    /// What is said of it.
    pub(super) fn notes(&self) -> Vec<Text> {
        let (tables, repeated, summed) = (self.tables, self.repeated, self.summed);
        let mut notes = Vec::new();
        if !self.stacked.is_empty() {
            let lines = self.stacked.join(", ");
            notes.push(text!(
                "tableaux l'un sous l'autre, chacun lu sous ses propres titres de colonnes (lignes {lines})",
                "tables one below another, each read under its own headings (lines {lines})"
            ));
        }
        if tables > 1 {
            notes.push(text!(
                "{tables} tableaux côte à côte, lus comme un seul inventaire",
                "{tables} tables side by side, read as one inventory"
            ));
        }
        if repeated > 0 {
            notes.push(text!(
                "lignes de titres de colonnes répétées, passées : {repeated}",
                "rows of headings repeated, passed over: {repeated}"
            ));
        }
        if summed > 0 {
            notes.push(text!(
                "lignes d'un récapitulatif, qui répètent les sommes de celles d'au-dessus, passées : {summed}",
                "rows of a summary, which repeat the sums of those above, passed over: {summed}"
            ));
        }
        notes
    }
}

impl Met {
    /// Counts the rows of a summary, or writes what is none.
    fn keep(
        &mut self,
        rest: Result<u64, Vec<ByteRecord>>,
        writer: &mut csv::Writer<&mut impl Write>,
    ) -> csv::Result<()> {
        match rest {
            Ok(summed) => self.summed += summed,
            Err(rows) => {
                for row in rows {
                    self.rows += 1;
                    writer.write_byte_record(&row)?;
                }
            }
        }
        Ok(())
    }
}

impl Sections {
    /// How a table is made of parts; nothing where it is one. `rest` is what is known of the text below
    /// its headings, `width` its own columns where rows say their place; `again`: they stand twice.
    pub(super) fn of(
        layout: &Layout,
        rest: &[u8],
        dialect: Dialect,
        width: Option<usize>,
        again: bool,
        kinds: Option<&dyn Kinds>,
    ) -> Option<Self> {
        let kinds = kinds?;
        if layout.traits.known_by != KnownBy::Words {
            return None;
        }
        let all = layout.roles.len();
        let headers = &layout.headers[..width.unwrap_or(all).min(all)];
        let mut parted = Self::side_by_side(headers);
        parted.own_width = width.unwrap_or(usize::MAX);
        let says = |cell: &[u8]| {
            let cell = std::str::from_utf8(cell).ok();
            cell.is_some_and(|cell| is_summary(cell) || title(cell, kinds) == Some(Title::State))
        };
        let (mut titled, mut stacked) = (false, again);
        let delimiter = dialect.delimiter;
        for line in first_lines(rest, delimiter) {
            let Some(own) = own_part(line, delimiter, width.is_some()) else { continue };
            titled |= lone(own, delimiter).is_some_and(says);
            // Tables side by side have the same headings; only one may have others below it.
            if parted.tables.len() == 1 && is_line_of_headings(own, delimiter) {
                let cells: Vec<&[u8]> = cells_of(own, delimiter).collect();
                stacked |= !parted.repeats(&cells);
                parted.add(&cells);
            }
        }
        let quantity = layout.column(Field::Quantity).and_then(|at| headers.get(at));
        parted.quantity =
            quantity.and_then(|own| parted.keys.iter().position(|known| *known == key(own)));
        (parted.tables.len() > 1 || titled || stacked).then_some(parted)
    }

    /// The columns of all tables.
    fn columns(&self) -> Columns {
        let fields = self.headers.iter().map(|heading| field(heading)).collect();
        Columns { headers: self.headers.clone(), keys: self.keys.clone(), fields }
    }

    /// Adds the headings of a table that stands below.
    fn add(&mut self, line: &[&[u8]]) {
        let mut columns = self.columns();
        columns.add(line);
        for table in &mut self.tables {
            table.resize(columns.headers.len(), None);
        }
        (self.headers, self.keys) = (columns.headers, columns.keys);
    }

    /// The tables of a line of headings: apart by a column without one, the same headings in each.
    fn side_by_side(headers: &[String]) -> Self {
        let keys: Vec<String> = headers.iter().map(|header| key(header)).collect();
        let places: Vec<usize> = (0..keys.len()).collect();
        let groups: Vec<&[usize]> =
            places.split(|at| keys[*at].is_empty()).flat_map(|group| again(group, &keys)).collect();
        let groups: Vec<&[usize]> =
            groups.into_iter().filter(|group| group.len() >= FEWEST).collect();
        let whole = || Self {
            headers: headers.to_vec(),
            keys: keys.clone(),
            tables: vec![(0..headers.len()).map(Some).collect()],
            quantity: None,
            own_width: usize::MAX,
        };
        let Some((first, others)) = groups.split_first() else { return whole() };
        let repeats = |group: &&[usize]| {
            let again = group.iter().filter(|at| first.iter().any(|own| keys[*own] == keys[**at]));
            let again = again.count();
            again >= FEWEST && again * 2 >= group.len()
        };
        if others.is_empty() || !others.iter().all(repeats) {
            return whole();
        }
        let mut columns: Vec<usize> = first.to_vec();
        for at in others.iter().flat_map(|group| group.iter()) {
            if !columns.iter().any(|own| keys[*own] == keys[*at]) {
                columns.push(*at);
            }
        }
        let place = |group: &&[usize]| {
            let of = |own: &usize| group.iter().copied().find(|at| keys[*at] == keys[*own]);
            columns.iter().map(of).collect()
        };
        Self {
            headers: columns.iter().map(|at| headers[*at].clone()).collect(),
            keys: columns.iter().map(|at| keys[*at].clone()).collect(),
            tables: groups.iter().map(place).collect(),
            quantity: None,
            own_width: usize::MAX,
        }
    }

    /// How many columns the table that it becomes has, before those of the file, the line and the
    /// section of a row.
    pub(super) fn width(&self) -> usize {
        self.headers.len()
    }

    /// Writes the table anew; `text` starts below its headings.
    ///
    /// # Errors
    ///
    /// The text cannot be read, or what is written cannot be kept.
    pub(super) fn turn(
        &self,
        text: impl Read,
        dialect: Dialect,
        place: impl Fn(&ByteRecord, u64) -> (Vec<u8>, Vec<u8>),
        kinds: Option<&dyn Kinds>,
        out: &mut impl Write,
    ) -> csv::Result<Met> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(dialect.delimiter)
            .from_reader(EvenLines::new(text));
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(out);
        writer.write_record(self.headers.iter().map(String::as_str).chain(["", "", ""]))?;
        let mut met = Met { tables: self.tables.len(), ..Met::default() };
        let mut record = ByteRecord::new();
        // Of each table, the title that its rows stand below; whether a title of no state was last.
        let mut above: Vec<(Option<String>, bool)> = vec![(None, false); self.tables.len()];
        let mut recap = Recap::default();
        let mut tables = self.tables.clone();
        while reader.read_byte_record(&mut record)? {
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |at: usize| record.get(at).unwrap_or(b"").trim_ascii();
            let (file, line) = place(&record, line);
            if let ([table], Some(places)) = (&tables[..], self.headings_in(&record)) {
                if *table == places {
                    met.repeated += 1;
                } else {
                    met.stacked.push(String::from_utf8_lossy(&line).into_owned());
                }
                // Headings below a title of its own begin another section.
                if *table != places || above[0].1 {
                    above = vec![(None, false)];
                }
                tables = vec![places];
                continue;
            }
            for (table, (section, pending)) in tables.iter().zip(&mut above) {
                let cells: Vec<&[u8]> = table.iter().map(|at| at.map_or(&b""[..], cell)).collect();
                let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
                if filled == 0 {
                    continue;
                }
                if self.repeats(&cells) {
                    met.repeated += 1;
                    // Headings below a title of its own begin another section.
                    if std::mem::take(pending) {
                        *section = None;
                    }
                    continue;
                }
                let first = table.iter().flatten().min().map_or(&b""[..], |at| cell(*at));
                *pending = filled == 1 && !first.is_empty();
                let said = String::from_utf8_lossy(first);
                if *pending {
                    let rest = recap.end(PLACES);
                    met.keep(rest, &mut writer)?;
                }
                if *pending && is_summary(&said) {
                    let title = cells.iter().copied().chain([&file[..], &line[..], b""]);
                    recap.begin(title.collect());
                    continue;
                }
                let says = kinds.filter(|_| *pending).and_then(|kinds| title(&said, kinds));
                if let Some(says) = says {
                    *pending = false;
                    *section = (says == Title::State).then(|| met.title(said.into_owned()));
                    continue;
                }
                // Below a title of another kind, nobody knows whether that of the state still holds.
                let may_end = kinds.is_some_and(|kinds| *pending && is_title(&said, kinds));
                if let Some(title) = section.take_if(|_| may_end) {
                    *section = Some(met.title(within(&title, &said)));
                }
                let below = section.as_ref().map_or(file.as_slice(), |title| title.as_bytes());
                let row = cells.iter().copied().chain([&file[..], &line[..], below]);
                if recap.is_open() {
                    recap.hold(row.collect());
                    continue;
                }
                recap.add(&cells, self.quantity);
                met.rows += 1;
                writer.write_record(row)?;
            }
        }
        met.keep(recap.end(PLACES), &mut writer)?;
        writer.flush()?;
        Ok(met)
    }

    /// Where the columns stand of the table that a line of headings begins.
    fn headings_in(&self, record: &ByteRecord) -> Option<Vec<Option<usize>>> {
        let own = || record.iter().take(self.own_width).map(<[u8]>::trim_ascii);
        are_headings(own()).then(|| self.columns().places(&own().collect::<Vec<&[u8]>>()))
    }

    /// Whether cells are the headings once more.
    fn repeats(&self, cells: &[&[u8]]) -> bool {
        let is = |(cell, own): (&&[u8], &String)| {
            cell.is_empty() || std::str::from_utf8(cell).is_ok_and(|cell| key(cell) == *own)
        };
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        filled >= FEWEST && cells.iter().zip(&self.keys).all(is)
    }
}

/// The tables of a run of headings: another begins where the first heading stands again.
fn again<'a>(group: &'a [usize], keys: &[String]) -> Vec<&'a [usize]> {
    let mut tables = Vec::new();
    let (mut from, mut at) = (0, 1);
    while at + FEWEST <= group.len() {
        if keys[group[at]] == keys[group[0]] && at - from >= FEWEST {
            tables.push(&group[from..at]);
            from = at;
        }
        at += 1;
    }
    tables.push(&group[from..]);
    tables
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Confidence, SourceFormat};
    use ground::table::fold;

    struct Words;

    impl Kinds for Words {
        fn is_type(&self, _: &str) -> bool {
            false
        }
        fn is_state(&self, word: &str) -> bool {
            self.state(word).is_some()
        }
        fn is_model(&self, _: &str) -> bool {
            false
        }
        fn is_country(&self, _: &str) -> bool {
            false
        }
        fn state(&self, word: &str) -> Option<&'static str> {
            match fold(word).as_str() {
                "reforme" => Some("decommissioned"),
                "service" | "en service" => Some("in_service"),
                "stock" | "en stock" => Some("in_stock"),
                _ => None,
            }
        }
    }

    fn turned(table: &str) -> Option<(String, Met)> {
        let (line, rows) = table.split_once('\n').unwrap();
        let headers: Vec<String> = line.split(';').map(str::to_owned).collect();
        let layout = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, &headers);
        let dialect = Dialect { delimiter: b';' };
        let sections = Sections::of(&layout, rows.as_bytes(), dialect, None, false, Some(&Words))?;
        let place = |_: &ByteRecord, line: u64| (b"x".to_vec(), (line + 1).to_string().into());
        let mut out = Vec::new();
        let met = sections.turn(rows.as_bytes(), dialect, place, Some(&Words), &mut out).unwrap();
        Some((String::from_utf8(out).unwrap(), met))
    }

    #[test]
    fn rows_say_the_title_they_stand_below_until_another_section_begins() {
        let (text, met) = turned(
            "Type;Modèle\nPC;a\n;\nMatériel réformé;\nType;Modèle\nPC;b\nPORTABLES;\nPC;c\n\
             En service;\nPC;d\nStock 2024\nPC;e\nAutre site;\nTYPE;modele\nPC;f\n",
        )
        .unwrap();
        assert_eq!(
            text,
            "Type;Modèle;;;\nPC;a;x;2;x\nPC;b;x;6;Matériel réformé\n\
             PORTABLES;;x;7;Matériel réformé\nPC;c;x;8;Matériel réformé\nPC;d;x;10;x\n\
             PC;e;x;12;Stock 2024\nAutre site;;x;13;Stock 2024\nPC;f;x;15;x\n"
        );
        assert_eq!(met.titles, ["Matériel réformé", "Stock 2024"]);
        assert_eq!((met.rows, met.repeated), (8, 2));
    }

    #[test]
    fn a_title_is_told_wherever_rows_say_their_place() {
        let line = |line: &str, placed| {
            lone(own_part(line.as_bytes(), b';', placed)?, b';').map(<[u8]>::to_vec)
        };
        assert_eq!(line("Stock;;;p.xlsx#Parc;12;", true).as_deref(), Some(&b"Stock"[..]));
        assert_eq!(line("\"Stock\";;\r", false).as_deref(), Some(&b"Stock"[..]));
        assert_eq!(line("PC;a;;p.xlsx#Parc;12;", true), None);
        assert_eq!(line(";Stock;;p.xlsx#Parc;12;", true), None);
    }

    #[test]
    fn tables_side_by_side_follow_one_another() {
        let (text, met) =
            turned("Type;Modèle;;Modèle;Type;Site\nPC;a;;e;Écran;Lyon\nPC;b;;;;\n").unwrap();
        assert_eq!(text, "Type;Modèle;Site;;;\nPC;a;;x;2;x\nÉcran;e;Lyon;x;2;x\nPC;b;;x;3;x\n");
        assert_eq!((met.rows, met.tables), (3, 2));
    }

    #[test]
    fn a_line_of_other_headings_begins_a_table_of_its_own() {
        let (text, met) = turned(
            "Type;Modèle;Quantité\nPC;a;3\n\nN° inventaire;Nombre;Matériel;Prix\nINV1;4;Écran;12\n\
             N° inventaire;Nombre;Matériel;Prix\nINV2;6;Écran;\nType;Modèle;Quantité\nPC;b;5\n",
        )
        .unwrap();
        assert_eq!(
            text,
            "Type;Modèle;Quantité;N° inventaire;Prix;;;\nPC;a;3;;;x;2;x\n\
             Écran;;4;INV1;12;x;5;x\nÉcran;;6;INV2;;x;7;x\n\
             PC;b;5;;;x;9;x\n"
        );
        assert_eq!(met.stacked, ["4", "8"]);
        assert_eq!(met.repeated, 1);
        for table in [
            // Words of a machine that are headings elsewhere.
            "Type;Modèle;Entité\nPC;a;Direction\nÉquipement;;Service\n",
            "Type;Site;Entité\nMatériel;Site;Zanzibar\n",
        ] {
            assert_eq!(turned(table), None, "{table}");
        }
    }

    #[test]
    fn a_summary_goes_where_it_repeats_the_sums_and_tables_need_no_gap() {
        let rows = "Type;Modèle;Quantité\nPC;a;10\nÉcran;b;4\nTotal;;14\nPC;c;5\n";
        let below = "Récapitulatif;;\nType;;Quantité\nPC;;15\nÉcran;;4\nTotal;;19\n";
        let (text, met) = turned(&format!("{rows}{below}")).unwrap();
        assert_eq!((met.summed, met.rows), (3, 4), "{text}");
        assert!(text.ends_with("PC;c;5;x;5;x\n"), "{text}");
        // Other sums are of other rows: all of it is read, and its title.
        let (text, met) = turned(&format!("{rows}{}", below.replace("15", "16"))).unwrap();
        assert_eq!((met.summed, met.rows), (0, 8), "{text}");
        let (text, met) =
            turned("Type;Modèle;Quantité;Type;Modèle;Quantité\nPC;a;10;Écran;b;4\n").unwrap();
        assert_eq!(met.tables, 2);
        assert!(text.ends_with("PC;a;10;x;2;x\nÉcran;b;4;x;2;x\n"), "{text}");
        assert!(turned("Type;Modèle;Quantité;Type\nPC;a;10;x\n").is_none());
    }

    #[test]
    fn a_table_of_one_part_is_left_as_it_is() {
        for table in [
            "Type;Modèle;Site\nPC;a;Stock\nPC;;\n",
            "Type;Modèle;;Prix;Garantie\nPC;a;;12;3\n",
            "Type;Modèle;;Note\nPC;a;;x\n",
            "Type;Modèle\nMatériel en service;\nPC;a\n",
            "Type;Modèle\n;Stock\nPC;a\n",
            "Type;Modèle\nPC;a\nLégende : S = stock;\n",
        ] {
            assert_eq!(turned(table), None, "{table}");
        }
    }
}
