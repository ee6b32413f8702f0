//! Tables whose rows are written anew before they are read: cross tables, and tables of several
//! parts.

use super::super::body::Body;
use super::super::cards::Cards;
use super::super::found::Found;
use super::super::head::{Heading, WrittenTable, find_heading};
use super::super::headings::{ColumnSlot, general};
use super::super::kinds::WordJudge;
use super::super::reading::WholeRecords;
use super::super::refusal::unrecognised;
use super::super::sheet;
use super::super::unfolded::StatedUnits;
use super::{IN_MEMORY, InventoryFile, Opening, SheetNames, name_states, rewound};
use crate::Field;
use ground::fault::Fault;
use ground::lang::Text;
use ground::table::{Encoding, TextSource};
use ground::text;
use std::io::Read;
use std::path::Path;

impl InventoryFile {
    /// Opens machines that are written as cards, if a text that is no table is of them: all of it is looked
    /// at.
    pub(super) fn cards(
        path: &Path,
        name: &str,
        source: &TextSource,
        opening: &Opening<'_>,
    ) -> Option<Self> {
        let text = std::str::from_utf8(source.head()).ok().filter(|_| source.head_is_whole)?;
        let tells = |said: &str| {
            let slot = general(said);
            [Field::EquipmentType, Field::Model, Field::Manufacturer]
                .into_iter()
                .any(|field| slot == Some(ColumnSlot::Field(field)))
        };
        let cards = Cards::of(text, &tells)?;
        let mut spool = tempfile::SpooledTempFile::new(IN_MEMORY);
        let rows = cards.write(name, &mut spool).ok()?;
        let (length, head) = rewound(path, &mut spool).ok()?;
        let (whole, width) = (head.len() as u64 == length, cards.keys.len());
        let table = WrittenTable::turned(width, 0);
        let mut heading = find_heading(path, &head, whole, opening, table).ok()?;
        if heading.crossed.is_some() || heading.unfolded.is_some() || heading.sections.is_some() {
            return None;
        }
        heading.layout.of_sheets(width);
        name_states(path, &mut heading.layout, (None, &[]), opening);
        let mut notes = vec![text!(
            "fiches lues comme une liste : {rows}, une par équipement",
            "cards read as a list: {rows}, one a machine"
        )];
        notes.extend(heading.notes());
        Some(Self::written((path, name, source.encoding), heading, (rows, notes), (length, spool)))
    }

    /// Turns a cross table round; `text` is all of it, its headings included.
    pub(super) fn crossed(
        path: &Path,
        name: &str,
        (encoding, mut heading, of_sheets): (Encoding, Heading, bool),
        text: Box<dyn Read + Send>,
        opening: &Opening<'_>,
    ) -> Result<Self, Fault> {
        let Some(crossed) = heading.crossed.take() else {
            return Err(unrecognised(heading.place(path), &heading.layout.headers));
        };
        let mut text = below(&heading, text, path)?;
        let mut spool = tempfile::SpooledTempFile::new(IN_MEMORY);
        let at = of_sheets.then(|| crossed.headers().len());
        let place = placed(name, heading.lines, at);
        let judge = WordJudge::new(opening.kinds);
        let turned = crossed
            .turn(&mut text, heading.dialect, place, &judge, &mut spool)
            .map_err(|error| text.fault(error))?;
        heading.layout.sums(turned.summed);
        let dittos = turned.dittos;
        let (length, _) = rewound(path, &mut spool)?;
        // The title that a row stands below follows its line.
        let origin = heading.layout.origin().and_then(|origin| origin.line);
        let (states, telephones) = (turned.titles.states, turned.titles.telephones);
        let sections = origin.filter(|_| !states.is_empty()).map(|line| (line + 1, Vec::new()));
        name_states(path, &mut heading.layout, (sections, &states), opening);
        heading.layout.asks(telephones.found());
        heading.layout.asks(turned.asked);
        let mut notes = heading.notes();
        notes.extend(dittos);
        // Its rows have headings of their own kind: none stands in the text.
        (heading.lines, heading.bytes) = (0, 0);
        heading.contest.clear();
        Ok(Self::written((path, name, encoding), heading, (turned.rows, notes), (length, spool)))
    }

    /// Puts the parts of a table one after another; `text` is all of it, its headings included.
    pub(super) fn parted(
        path: &Path,
        name: &str,
        (encoding, mut heading, sheets): (Encoding, Heading, Option<SheetNames>),
        text: Box<dyn Read + Send>,
        opening: &Opening<'_>,
    ) -> Result<Self, Fault> {
        let Some(sections) = heading.sections.take() else {
            return Err(unrecognised(heading.place(path), &heading.layout.headers));
        };
        let mut text = below(&heading, text, path)?;
        let mut spool = tempfile::SpooledTempFile::new(IN_MEMORY);
        let at = sheets.as_ref().map(|(width, _)| *width);
        let place = placed(name, heading.lines, at);
        let met = sections
            .turn(&mut text, heading.dialect, place, opening.kinds, &mut spool)
            .map_err(|error| text.fault(error))?;
        let width = sections.width();
        let anew = WrittenTable::turned(width, heading.lines_above());
        let (length, mut parts) = written_below(&heading, anew, (path, &mut spool), opening)?;
        parts.layout.of_sheets(width);
        let is_said = |own: &Found| {
            let mut said = met.found.iter();
            said.any(|one| own.is_said_of(&one.heading)) || sections.is_of_its_days(own)
        };
        parts.layout.found.retain(|own| !is_said(own));
        parts.layout.asks(met.found.clone());
        let sheets = sheets.map_or_else(Vec::new, |(_, sheets)| sheets);
        let named = (Some((width + 2, sheets)), &met.titles.states[..]);
        name_states(path, &mut parts.layout, named, opening);
        tells_what_is_read(&mut heading, &parts);
        let mut notes = heading.notes();
        notes.extend(met.notes());
        Ok(Self::written((path, name, encoding), parts, (met.rows, notes), (length, spool)))
    }

    /// Gives each machine of a list of several a row; `text` is all of it, its headings included.
    pub(super) fn unfolded(
        path: &Path,
        name: &str,
        (encoding, mut heading, sheets): (Encoding, Heading, Option<SheetNames>),
        text: Box<dyn Read + Send>,
        opening: &Opening<'_>,
    ) -> Result<Self, Fault> {
        let Some(unfolded) = heading.unfolded.take() else {
            return Err(unrecognised(heading.place(path), &heading.layout.headers));
        };
        let mut text = below(&heading, text, path)?;
        let mut spool = tempfile::SpooledTempFile::new(IN_MEMORY);
        let at = sheets.as_ref().map(|(width, _)| *width);
        let place = placed(name, heading.lines, at);
        let judge = WordJudge::new(opening.kinds);
        let (rows, without, dittos) = unfolded
            .turn(&mut text, heading.dialect, place, &judge, &mut spool)
            .map_err(|error| text.fault(error))?;
        let width = unfolded.written();
        let anew = WrittenTable::turned(width, heading.lines_above());
        let (length, mut plain) = written_below(&heading, anew, (path, &mut spool), opening)?;
        plain.layout.of_machines(width);
        let read = std::mem::take(&mut plain.layout.found);
        plain.layout.found = unfolded.said();
        let asked = plain.layout.found.clone();
        // The units are told: other numbers (`Chambre`) are none of these rows.
        let new = |one: &Found| {
            let of_units = !one.sure && one.field == Field::Quantity;
            !of_units && !asked.iter().any(|own| own.heading == one.heading)
        };
        plain.layout.found.extend(read.into_iter().filter(new));
        let sheets = sheets.map(|(_, sheets)| (width, sheets));
        name_states(path, &mut plain.layout, (sheets, &[]), opening);
        tells_what_is_read(&mut heading, &plain);
        let mut notes = heading.notes();
        notes.extend(dittos);
        if without > 0 {
            notes.push(text!(
                "lignes sans aucun équipement, qui ne comptent pas : {without}",
                "lines without any machine, which do not count: {without}"
            ));
        }
        Ok(Self::written((path, name, encoding), plain, (rows, notes), (length, spool)))
    }

    /// The rows of a table that say a state of some of their units, if any does; the first bytes of the
    /// table stand beside, and whether they are all of it.
    pub(super) fn stated_units(
        (heading, width): (&Heading, Option<usize>),
        (head, whole): (&[u8], bool),
        opening: &Opening<'_>,
    ) -> Option<StatedUnits> {
        let judge = WordJudge::new(opening.kinds);
        let text = (head.get(heading.bytes..)?, whole);
        StatedUnits::of(&heading.layout, text, (heading.dialect, width), &judge)
    }

    /// Parts the rows of a table that say a state of some of their units; `text` is all of it, its headings
    /// included.
    pub(super) fn states_apart(
        path: &Path,
        name: &str,
        (encoding, mut heading, sheets): (Encoding, Heading, Option<SheetNames>),
        (stated, text): (StatedUnits, Box<dyn Read + Send>),
        opening: &Opening<'_>,
    ) -> Result<Self, Fault> {
        let mut text = below(&heading, text, path)?;
        let mut spool = tempfile::SpooledTempFile::new(IN_MEMORY);
        let at = sheets.as_ref().map(|(width, _)| *width);
        let place = placed(name, heading.lines, at);
        let judge = WordJudge::new(opening.kinds);
        let (rows, dittos) = stated
            .turn(&mut text, heading.dialect, place, &judge, &mut spool)
            .map_err(|error| text.fault(error))?;
        let width = stated.written();
        let anew = WrittenTable::turned(width, heading.lines_above());
        let anew = WrittenTable { parted: true, ..anew };
        let (length, mut plain) = written_below(&heading, anew, (path, &mut spool), opening)?;
        plain.layout.of_sheets(width);
        // What the cells say is told once: their column may be taken for one of states by what is left.
        let is_said = |one: &Found| stated.found.iter().any(|own| own.heading == one.heading);
        plain.layout.found.retain(|one| !is_said(one));
        plain.layout.found.extend(stated.found.iter().cloned());
        let sheets = sheets.map(|(_, sheets)| (width, sheets));
        name_states(path, &mut plain.layout, (sheets, &[]), opening);
        tells_what_is_read(&mut heading, &plain);
        let mut notes = heading.notes();
        notes.extend(dittos);
        Ok(Self::written((path, name, encoding), plain, (rows, notes), (length, spool)))
    }

    /// A table as it was written anew: what stands at its headings, its rows and what is said of them,
    /// and its text.
    fn written(
        (path, name, encoding): (&Path, &str, Encoding),
        heading: Heading,
        (rows, notes): (u64, Vec<Text>),
        (length, spool): (u64, tempfile::SpooledTempFile),
    ) -> Self {
        Self {
            path: path.to_owned(),
            name: name.into(),
            encoding,
            length,
            rows_expected: rows,
            notes,
            contest: heading.contest,
            set_aside: Vec::new(),
            unread: Vec::new(),
            dialect: sheet::DIALECT,
            header_lines: heading.lines,
            heading_line: heading.line,
            header_bytes: heading.bytes,
            layout: heading.layout,
            dates: None,
            body: Body::Spool(spool.into()),
        }
    }
}

/// Has a heading tell the sums that the table written from it passes over, and no others: marks for
/// the cell above stand in the one, and what they mean in the other.
fn tells_what_is_read(heading: &mut Heading, written: &Heading) {
    heading.layout.summed.clone_from(&written.layout.summed);
}

/// The records below the headings of a text.
fn below<'a>(
    heading: &Heading,
    mut text: Box<dyn Read + Send>,
    path: &'a Path,
) -> Result<WholeRecords<'a, Box<dyn Read + Send>>, Fault> {
    text.read_exact(&mut vec![0; heading.bytes])
        .map_err(|error| TextSource::cannot_read(path, &error))?;
    Ok(WholeRecords::of(text, path, (heading.dialect.delimiter, heading.lines + 1)))
}

/// The length and the heading of a table that was written anew from what stands below another heading,
/// whose place and titles it has.
fn written_below(
    heading: &Heading,
    written: WrittenTable,
    (path, spool): (&Path, &mut tempfile::SpooledTempFile),
    opening: &Opening<'_>,
) -> Result<(u64, Heading), Fault> {
    let (length, head) = rewound(path, spool)?;
    let whole = head.len() as u64 == length;
    let mut found = find_heading(path, &head, whole, opening, written)?;
    found.layout.above.clone_from(&heading.layout.above);
    found.line = heading.line;
    // A table is written anew once: of the days of its rows none is chosen any more.
    let days = found.sections.take().and_then(|sections| sections.asks_of_days());
    found.layout.asks(days.into_iter().collect());
    Ok((length, found))
}

/// Where a row stands: the sheet and the number that it says after its own cells, from column `at`
/// on, else the file and its line there.
fn placed(
    name: &str,
    lines_above: u64,
    at: Option<usize>,
) -> impl Fn(&csv::ByteRecord, u64) -> (Vec<u8>, Vec<u8>) {
    move |row, line| {
        let said = at.and_then(|at| Some((row.get(at)?.to_vec(), row.get(at + 1)?.to_vec())));
        said.unwrap_or_else(|| (name.into(), (lines_above + line).to_string().into_bytes()))
    }
}
