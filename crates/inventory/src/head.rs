//! Where a table's heading stands: on its first line, or below titles that people write.

use super::above::table_above;
use super::contest::Score;
use super::crossed::{Crossed, name_places};
use super::file::too_long;
use super::first_record::{First, first_record};
use super::kinds::WordJudge;
use super::per_person::is_per_person;
use super::recognise::{KnownTable, NoReading, Rank, Recognised, recognise, recognise_by_values};
use super::refusal::unrecognised;
use super::sample::RowSample;
use super::sections::Sections;
use super::unfolded::Unfolded;
use super::{Confidence, KnownBy, Layout, Opening, SourceFormat, headless};
use ground::fault::Fault;
use ground::lang::Text;
use ground::table::Dialect;
use ground::text;
use std::cell::OnceCell;
use std::path::Path;

/// How many lines are looked at for a heading.
const LINES: usize = 30;

/// What is known of how a table is written.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct WrittenTable {
    /// What stands between its cells.
    pub(super) dialect: Option<Dialect>,
    /// How many columns of its own it has: those after them say where a row stands.
    pub(super) width: Option<usize>,
}

impl WrittenTable {
    /// A table that the program wrote itself, of so many columns of its own.
    pub(super) fn here(width: Option<usize>) -> Self {
        Self { dialect: Some(super::sheet::DIALECT), width }
    }
}

/// A heading found.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub(super) dialect: Dialect,
    pub(super) layout: Layout,
    /// The readings tried, the best first.
    pub(super) contest: Vec<Score>,
    /// How well it reads, to be held against other sheets.
    pub(super) rank: Rank,
    /// Whether its headings alone tell nothing of it.
    pub(super) by_values: bool,
    /// How many bytes of text it ends after.
    pub(super) bytes: usize,
    /// How many lines it ends after.
    pub(super) lines: u64,
    /// The line it starts on, from 1.
    pub(super) line: u64,
    /// Lines with something in them before it.
    pub(super) titles: usize,
    /// Whether it stands again below rows that are read under it.
    again: bool,
    /// Whether its text was encoded twice.
    twice: bool,
    /// The cross table it is of: its rows are yet to be turned round.
    pub(super) crossed: Option<Crossed>,
    /// The list of several machines a row it is of: each is yet to be given a row.
    pub(super) unfolded: Option<Unfolded>,
    /// The parts it is of: its rows are yet to be put one after another.
    pub(super) sections: Option<Sections>,
}

impl Heading {
    /// Begins at another line of headings above, whose rows have the same columns.
    fn begins_with(&mut self, line: &SeenLine, titles: usize) {
        self.bytes = line.at + line.first.bytes;
        self.lines = line.lines + line.first.lines;
        (self.line, self.titles, self.again) = (line.lines + 1, titles, true);
    }

    /// What is said of where it was found.
    pub(super) fn notes(&self) -> Vec<Text> {
        let titles = self.titles;
        let mut notes = Vec::new();
        if self.twice {
            notes.push(text!(
                "le texte a été encodé deux fois (`Ã©` pour `é`) : des titres, des types et des états n'y sont pas reconnus ; exportez-le de nouveau en UTF-8",
                "the text was encoded twice (`Ã©` for `é`): headings, types and states are not known in it; export it again in UTF-8"
            ));
        }
        if titles > 0 {
            notes.push(text!(
                "lignes de titre passées avant les titres de colonnes : {titles}",
                "title lines passed over before the headings: {titles}"
            ));
        }
        notes
    }
}

/// Finds the heading of a table in its first bytes; `whole` says that they are all of it.
///
/// # Errors
///
/// There is none, the table is of no known source, or its first record is far too long.
pub(super) fn find_heading(
    path: &Path,
    head: &[u8],
    whole: bool,
    opening: &Opening<'_>,
    table: WrittenTable,
) -> Result<Heading, Fault> {
    let find = || {
        let judge = WordJudge::new(opening.kinds);
        let mut heading = find_heading_by(&judge, path, head, whole, opening, table)?;
        if heading.crossed.is_none() && heading.unfolded.is_none() {
            let (rest, width) = (&head[heading.bytes..], table.width);
            let (layout, dialect) = (&heading.layout, heading.dialect);
            let again = heading.again;
            heading.sections = Sections::of(layout, rest, dialect, width, again, opening.kinds);
        }
        Ok(heading)
    };
    match opening.remembered {
        Some(remembered) => remembered.or_find((head, whole), opening, table, find),
        None => find(),
    }
}

/// As [`find_heading`], with what was judged of other tables.
///
/// # Errors
///
/// As [`find_heading`].
pub(super) fn find_heading_by(
    judge: &WordJudge<'_>,
    path: &Path,
    head: &[u8],
    whole: bool,
    opening: &Opening<'_>,
    table: WrittenTable,
) -> Result<Heading, Fault> {
    let mut heading = find(judge, path, head, whole, opening, table)?;
    heading.twice = encoded_twice(head);
    Ok(heading)
}

/// Whether a text was read as Windows-1252 where it was UTF-8, and written as UTF-8 again: `Ã©`.
fn encoded_twice(head: &[u8]) -> bool {
    const SIGNS: [&str; 8] = ["Ã©", "Ã¨", "Ãª", "Ã‰", "Ã§", "Ã´", "Ã¼", "â€™"];
    let met = |sign: &&str| memchr::memmem::find(head, sign.as_bytes()).is_some();
    SIGNS.iter().any(met)
}

/// As [`find_heading_by`], whatever the text went through.
fn find(
    judge: &WordJudge<'_>,
    path: &Path,
    head: &[u8],
    whole: bool,
    opening: &Opening<'_>,
    table: WrittenTable,
) -> Result<Heading, Fault> {
    let mut lines = 0;
    let mut at = 0;
    let mut seen: Vec<SeenLine> = Vec::new();
    let mut other: Option<Fault> = None;
    while at < head.len() && seen.len() < LINES {
        let line_end = memchr::memchr(b'\n', &head[at..]).map_or(head.len(), |end| at + end + 1);
        if head[at..line_end].iter().all(|byte| b" \t\r\n;,\"|".contains(byte)) {
            at = line_end;
            lines += 1;
            continue;
        }
        let dialect = table.dialect.unwrap_or_else(|| Dialect::detect(&head[at..]));
        let Some(first) = first_record(&head[at..], dialect) else { break };
        if at + first.bytes == head.len() && !whole {
            return Err(too_long(path, lines + 1));
        }
        let line = SeenLine { first, dialect, at, lines };
        match line.recognised(path, head, whole, opening, judge) {
            Ok(found) => match line.several(path, &found, (head, whole), opening, table, judge) {
                Ok(unfolded) => {
                    let crossed = line.of_states(&found, (head, whole), opening, table, judge);
                    let cells: Vec<&[String]> =
                        seen.iter().map(|line| &line.first.cells[..]).collect();
                    let above = match (&crossed, opening.mapping) {
                        (None, None) => table_above(path, &cells, &found.layout, lines + 1, judge)?,
                        _ => None,
                    };
                    let mut heading = line.heading(found, seen.len());
                    if let Some(at) = above {
                        heading.begins_with(&seen[at], at);
                    }
                    heading.unfolded = unfolded.filter(|_| crossed.is_none());
                    if let Some(crossed) = crossed {
                        heading.layout = crossed.layout(opening.columns);
                        heading.contest = Vec::new();
                        heading.crossed = Some(crossed);
                    }
                    return Ok(heading);
                }
                Err(fault) => other = other.or(Some(fault)),
            },
            // What the first line is refused for is said, unless a heading stands below it.
            Err(NoReading::Other(fault)) => other = other.or(Some(fault)),
            Err(NoReading::Unknown) => {}
        }
        seen.push(line);
        at = line_end;
        lines += 1;
    }
    let Some(widest) = widest(&seen, table.width) else {
        return Err(Fault::new(text!(
            "le fichier n'a pas de titres de colonnes",
            "the file has no column headings"
        ))
        .in_file(path));
    };
    match other {
        Some(fault) => Err(fault),
        None => find_widest(judge, path, (head, whole), opening, table, (seen, widest)),
    }
}

/// As [`find`], where no line is known by its headings: the widest of those looked at.
fn find_widest(
    judge: &WordJudge<'_>,
    path: &Path,
    (head, whole): (&[u8], bool),
    opening: &Opening<'_>,
    table: WrittenTable,
    (mut seen, widest): (Vec<SeenLine>, usize),
) -> Result<Heading, Fault> {
    let line = &seen[widest];
    let (sample, headers) = (line.sample(head, whole), &line.first.cells);
    let own_of = |line: &SeenLine| {
        let cells = &line.first.cells;
        cells[..table.width.unwrap_or(cells.len()).min(cells.len())].to_vec()
    };
    // A line of groups right above says of each heading what it is a sort of.
    let grouped_at = |at: usize| {
        let (above, line) = (&seen[at.checked_sub(1)?], &seen[at]);
        let right_above = above.lines + above.first.lines == line.lines;
        let cells = right_above.then(|| Crossed::grouped(&above.first.cells, &own_of(line)))?;
        Crossed::of(&cells?, &line.sample(head, whole), judge, opening.columns)
    };
    if headless::is_row(headers, &sample, judge) {
        // Neither line of headings may have as many cells as a row.
        if let Some((at, crossed)) =
            widest.checked_sub(1).and_then(|at| Some((at, grouped_at(at)?)))
        {
            return Ok(seen.swap_remove(at).of_crossed(crossed, at - 1, opening));
        }
        let delimiter = line.dialect.delimiter;
        return Err(headless::fault((path, line.lines + 1), headers, &sample, judge, delimiter));
    }
    if let Some(mapping) = opening.mapping {
        let refused = mapping.layout(path, headers).err();
        return Err(refused.unwrap_or_else(|| unrecognised(path, headers)));
    }
    let own = own_of(line);
    let crossed = Crossed::of(&own, &sample, judge, opening.columns);
    let grouped = grouped_at(widest);
    let width = |crossed: &Option<Crossed>| crossed.as_ref().map_or(0, Crossed::width);
    let is_grouped = width(&grouped) > 0 && width(&grouped) >= width(&crossed);
    let (crossed, titles) = if is_grouped { (grouped, widest - 1) } else { (crossed, widest) };
    let unfolded = Unfolded::of(&own, &sample, judge, opening.columns);
    let most = width(&crossed);
    if let Some(unfolded) = unfolded.filter(|unfolded| unfolded.width() > most) {
        return Ok(seen.swap_remove(widest).of_unfolded(unfolded, &own, widest, opening));
    }
    if let Some(crossed) = crossed {
        return Ok(seen.swap_remove(widest).of_crossed(crossed, titles, opening));
    }
    let known = line.known(head, whole, opening, judge);
    match known.with(|known| recognise_by_values(path, headers, known)) {
        Ok(found) => Ok(seen.swap_remove(widest).heading(found, titles)),
        Err(NoReading::Other(fault)) => Err(fault),
        Err(NoReading::Unknown) => Err(unrecognised(path, headers)),
    }
}

/// A line looked at.
struct SeenLine {
    first: First,
    dialect: Dialect,
    /// The byte it starts at.
    at: usize,
    /// How many lines stand before it.
    lines: u64,
}

/// What is needed to know a line as headings.
struct Looking<'a> {
    line: &'a SeenLine,
    head: &'a [u8],
    whole: bool,
    opening: &'a Opening<'a>,
    judge: &'a WordJudge<'a>,
}

impl Looking<'_> {
    fn with<T>(&self, look: impl FnOnce(&KnownTable<'_>) -> T) -> T {
        let rows = || self.line.sample(self.head, self.whole);
        let sample = OnceCell::new();
        look(&KnownTable { opening: self.opening, judge: self.judge, sample: &sample, rows: &rows })
    }
}

impl SeenLine {
    fn sample(&self, head: &[u8], whole: bool) -> RowSample {
        RowSample::of(&head[self.at + self.first.bytes..], self.dialect, whole)
    }

    fn known<'a>(
        &'a self,
        head: &'a [u8],
        whole: bool,
        opening: &'a Opening<'a>,
        judge: &'a WordJudge<'a>,
    ) -> Looking<'a> {
        Looking { line: self, head, whole, opening, judge }
    }

    /// The columns of a line of headings: by the mapping asked for, by one written for it, or
    /// recognised.
    fn recognised(
        &self,
        path: &Path,
        head: &[u8],
        whole: bool,
        opening: &Opening<'_>,
        judge: &WordJudge<'_>,
    ) -> Result<Recognised, NoReading> {
        let headers = &self.first.cells;
        let own = || opening.mappings.iter().find(|mapping| mapping.is_for(headers));
        if let Some(mapping) = opening.mapping.or_else(own) {
            let layout = mapping.layout(path, headers);
            let layout = layout.map_err(|fault| match opening.mapping {
                // The mapping asked for may be for a line below.
                Some(_) => NoReading::Unknown,
                None => NoReading::Other(fault),
            })?;
            let rank = (3, 0, true, 0, 0);
            return Ok(Recognised { layout, contest: Vec::new(), rank, by_values: false });
        }
        self.known(head, whole, opening, judge).with(|known| recognise(path, headers, known))
    }

    /// The cross table of places or states that a plain table is.
    fn of_states(
        &self,
        found: &Recognised,
        (head, whole): (&[u8], bool),
        opening: &Opening<'_>,
        table: WrittenTable,
        judge: &WordJudge<'_>,
    ) -> Option<Crossed> {
        let own = &self.first.cells[..];
        let own = &own[..table.width.unwrap_or(usize::MAX).min(own.len())];
        let of_states = || own.iter().any(|cell| judge.state(cell.trim()).is_some());
        let plain = found.layout.format == SourceFormat::Spreadsheet
            && (of_states() || name_places(own, &found.layout.roles, opening.columns));
        let sample = plain.then(|| self.sample(head, whole))?;
        Crossed::of_types(own, &sample, judge, opening.columns)
    }

    /// The list of several machines a row that a plain table is, if it is one.
    ///
    /// # Errors
    ///
    /// It is one that cannot be read: it is not that of its first column.
    fn several(
        &self,
        path: &Path,
        found: &Recognised,
        (head, whole): (&[u8], bool),
        opening: &Opening<'_>,
        table: WrittenTable,
        judge: &WordJudge<'_>,
    ) -> Result<Option<Unfolded>, Fault> {
        let plain = found.layout.traits.known_by == KnownBy::Words
            && opening.mapping.is_none()
            && opening.source.is_none();
        if !plain {
            return Ok(None);
        }
        let own = &self.first.cells[..];
        let own = &own[..table.width.unwrap_or(usize::MAX).min(own.len())];
        let sample = self.sample(head, whole);
        let unfolded = Unfolded::of(own, &sample, judge, opening.columns);
        if unfolded.is_some() || !opening.columns.is_empty() {
            return Ok(unfolded);
        }
        match is_per_person(own, &sample, judge) {
            Some((what, hint)) => Err(Fault::new(what).at(path, 1, "", "").hint(hint)),
            None => Ok(None),
        }
    }

    /// The heading of a list of several machines a row.
    fn of_unfolded(
        self,
        unfolded: Unfolded,
        own: &[String],
        titles: usize,
        opening: &Opening<'_>,
    ) -> Heading {
        let layout = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, own);
        let layout = layout.told(opening.columns);
        let rank = (1, 0, false, 0, 0);
        let found = Recognised { layout, contest: Vec::new(), rank, by_values: true };
        Heading { unfolded: Some(unfolded), ..self.heading(found, titles) }
    }

    /// The heading of a cross table.
    fn of_crossed(self, crossed: Crossed, titles: usize, opening: &Opening<'_>) -> Heading {
        let layout = crossed.layout(opening.columns);
        let rank = (1, 0, false, 0, 0);
        let found = Recognised { layout, contest: Vec::new(), rank, by_values: false };
        Heading { crossed: Some(crossed), ..self.heading(found, titles) }
    }

    fn heading(self, found: Recognised, titles: usize) -> Heading {
        Heading {
            dialect: self.dialect,
            layout: found.layout,
            contest: found.contest,
            rank: found.rank,
            by_values: found.by_values,
            bytes: self.at + self.first.bytes,
            lines: self.lines + self.first.lines,
            line: self.lines + 1,
            titles,
            again: false,
            twice: false,
            crossed: None,
            unfolded: None,
            sections: None,
        }
    }
}

/// The first of the lines with the most cells filled: a title says nothing of a table.
fn widest(seen: &[SeenLine], width: Option<usize>) -> Option<usize> {
    let filled = |line: &SeenLine| {
        let own = line.first.cells.iter().take(width.unwrap_or(usize::MAX));
        own.filter(|cell| !cell.trim().is_empty()).count()
    };
    let most = seen.iter().map(filled).max()?;
    // A row may have a cell more than the headings, whose last has no name.
    let enough = |line: &SeenLine| filled(line) + 1 >= most && (filled(line) > 1 || most == 1);
    seen.iter().position(enough)
}

#[cfg(test)]
mod tests;
