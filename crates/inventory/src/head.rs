//! Where a table's heading stands: on its first line, or below titles that people write.

use super::above::table_above;
use super::contest::Score;
use super::crossed::{Crossed, name_places};
use super::first_record::{First, encoded_twice, first_record};
use super::kinds::WordJudge;
use super::per_person::is_per_person;
use super::place::HeadingPlace;
use super::recognise::{KnownTable, NoReading, Rank, Recognised, recognise, recognise_by_values};
use super::refusal::unrecognised;
use super::sample::RowSample;
use super::sections::Sections;
use super::shape::{MachineColumns, Shape};
use super::unfolded::Unfolded;
use super::{Confidence, KnownBy, Layout, Mapping, Opening, SourceFormat, headless};
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
    /// How many lines of the file stand above its headings, where it was turned from another table.
    pub(super) lines_above: Option<u64>,
    /// Whether rows that follow one another and say the same place were one row.
    pub(super) parted: bool,
}

impl WrittenTable {
    /// A table that the program wrote itself, of so many columns of its own.
    pub(super) fn here(width: Option<usize>) -> Self {
        Self { dialect: Some(super::sheet::DIALECT), width, ..Self::default() }
    }

    /// A table of so many columns turned from one whose headings stand below so many lines.
    pub(super) fn turned(width: usize, lines_above: u64) -> Self {
        Self { lines_above: Some(lines_above), ..Self::here(Some(width)) }
    }
}

/// A table whose heading is looked for.
#[derive(Clone, Copy)]
pub(super) struct TableText<'a> {
    pub(super) path: &'a Path,
    /// Its first bytes.
    pub(super) head: &'a [u8],
    /// Whether they are all of it.
    pub(super) whole: bool,
    pub(super) opening: &'a Opening<'a>,
    /// How it is written.
    pub(super) table: WrittenTable,
    pub(super) judge: &'a WordJudge<'a>,
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
    /// Where it stands in its file.
    pub(super) fn place<'a>(&self, path: &'a Path) -> HeadingPlace<'a> {
        HeadingPlace::below(path, self.lines_above())
    }

    /// How many lines of its file stand above it.
    pub(super) fn lines_above(&self) -> u64 {
        self.line.saturating_sub(1)
    }

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
        notes.extend(self.layout.summed.iter().flat_map(|summed| summed.said()));
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
        let judge = &WordJudge::new(opening.kinds).in_year(opening.year);
        let text = TableText { path, head, whole, opening, table, judge };
        let mut heading = find_heading_by(text)?;
        heading.refuse_told_twice(text)?;
        if heading.crossed.is_none() && heading.unfolded.is_none() {
            heading.note_sections(text);
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
pub(super) fn find_heading_by(text: TableText<'_>) -> Result<Heading, Fault> {
    let mut heading = find(text)?;
    heading.twice = encoded_twice(text.head);
    Ok(heading)
}

/// As [`find_heading_by`], whatever the text went through.
fn find(text: TableText<'_>) -> Result<Heading, Fault> {
    let (head, table) = (text.head, text.table);
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
        let Some(mut first) = first_record(&head[at..], dialect) else { break };
        let below = (&head[at..], text.whole);
        blank::name(&mut first, below, dialect, table.width, text.judge);
        if at + first.bytes == head.len() && !text.whole {
            return Err(ground::table::record_too_long(text.path, lines + 1));
        }
        let line = SeenLine { first, dialect, at, lines };
        if let Some(heading) = line.above_another(seen.len(), text) {
            return heading;
        }
        if let Some(heading) = line.dated(&seen, text) {
            return Ok(heading);
        }
        match line.recognised(text).and_then(|found| line.known_heading(found, &seen, text)) {
            Ok(heading) => return Ok(line.below_a_table(&seen, text).unwrap_or(heading)),
            // What the first line is refused for is said, unless a heading stands below it.
            Err(NoReading::Other(fault)) => other = other.or(Some(fault)),
            Err(NoReading::Stops(fault)) => return Err(fault),
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
        .in_file(text.path));
    };
    match other {
        Some(fault) => Err(fault),
        None => find_widest(seen, widest, text),
    }
}

/// As [`find`], where no line is known by its headings: the widest of those looked at.
fn find_widest(
    mut seen: Vec<SeenLine>,
    widest: usize,
    text: TableText<'_>,
) -> Result<Heading, Fault> {
    let (opening, judge) = (text.opening, text.judge);
    let line = &seen[widest];
    let (sample, headers) = (line.sample(text), &line.first.cells);
    // A line of groups right above says of each heading what it is a sort of.
    let grouped_at = |at: usize| {
        let (above, line) = (&seen[at.checked_sub(1)?], &seen[at]);
        let right_above = above.lines + above.first.lines == line.lines;
        let cells = right_above
            .then(|| Crossed::grouped(above.own(text.table), line.own(text.table), judge))?;
        Crossed::of(&cells?, &line.sample(text), judge, opening.columns)
    };
    if headless::is_row(headers, &sample, judge) {
        // Neither line of headings may have as many cells as a row.
        if let Some((at, crossed)) =
            widest.checked_sub(1).and_then(|at| Some((at, grouped_at(at)?)))
        {
            return Ok(seen.swap_remove(at).of_crossed(crossed, at - 1, opening));
        }
        let delimiter = line.dialect.delimiter;
        return Err(headless::fault(line.place(text), headers, &sample, judge, delimiter));
    }
    if let Some(mapping) = opening.mapping {
        let refused = mapping.layout(text.path, headers).err();
        return Err(refused.unwrap_or_else(|| unrecognised(line.place(text), headers)));
    }
    let own = line.own(text.table).to_vec();
    if let Some(fault) = line.fault_of_moves(&sample, text) {
        return Err(fault);
    }
    let crossed = Crossed::of(&own, &sample, judge, opening.columns);
    let grouped = grouped_at(widest);
    let width = |crossed: &Option<Crossed>| crossed.as_ref().map_or(0, Crossed::width);
    let is_grouped = width(&grouped) > 0 && width(&grouped) >= width(&crossed);
    let (crossed, titles) = if is_grouped { (grouped, widest - 1) } else { (crossed, widest) };
    let unfolded = Unfolded::of(&own, &sample, judge, opening.columns);
    let machines = MachineColumns::of(&own, &sample, judge, opening.columns);
    match machines.shape_of(crossed, unfolded, &sample) {
        Shape::Unfolded(unfolded) => {
            Ok(seen.swap_remove(widest).of_unfolded(unfolded, &own, widest, opening))
        }
        Shape::Crossed(crossed) => {
            Ok(seen.swap_remove(widest).of_crossed(crossed, titles, opening))
        }
        Shape::Rows => {
            let place = line.place(text);
            match line.known(text).with(|known| recognise_by_values(place, headers, known)) {
                Ok(mut found) => {
                    machines.ask_of_rows(&mut found.layout);
                    line.note_rows(&mut found.layout, text);
                    line.note_titles(&mut found.layout, &seen[..titles], text);
                    Ok(seen.swap_remove(widest).heading(found, titles))
                }
                Err(NoReading::Other(fault) | NoReading::Stops(fault)) => Err(fault),
                Err(NoReading::Unknown) => Err(unrecognised(place, headers)),
            }
        }
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
    text: TableText<'a>,
}

impl Looking<'_> {
    fn with<T>(&self, look: impl FnOnce(&KnownTable<'_>) -> T) -> T {
        let rows = || self.line.sample(self.text);
        let sample = OnceCell::new();
        let (opening, judge) = (self.text.opening, self.text.judge);
        look(&KnownTable { opening, judge, sample: &sample, rows: &rows })
    }
}

impl SeenLine {
    /// The text below it.
    fn rows<'a>(&self, text: TableText<'a>) -> &'a [u8] {
        &text.head[self.at + self.first.bytes..]
    }

    fn sample(&self, text: TableText<'_>) -> RowSample {
        RowSample::of(self.rows(text), self.dialect, text.whole)
    }

    fn known<'a>(&'a self, text: TableText<'a>) -> Looking<'a> {
        Looking { line: self, text }
    }

    /// Its cells, but for those that say where a row stands.
    fn own(&self, table: WrittenTable) -> &[String] {
        let cells = &self.first.cells[..];
        &cells[..table.width.unwrap_or(usize::MAX).min(cells.len())]
    }

    /// Where it stands in the file: a table that was turned has its headings there, and not here.
    fn place<'a>(&self, text: TableText<'a>) -> HeadingPlace<'a> {
        HeadingPlace::below(text.path, text.table.lines_above.unwrap_or(self.lines))
    }

    /// The mapping that the user asks for, or wrote for a table with these headings.
    fn mapping<'a>(&self, opening: &Opening<'a>) -> Option<&'a Mapping> {
        let own = || opening.mappings.iter().find(|mapping| mapping.is_for(&self.first.cells));
        opening.mapping.or_else(own)
    }

    /// The columns of a line of headings: by the mapping asked for, by one written for it, or
    /// recognised.
    fn recognised(&self, text: TableText<'_>) -> Result<Recognised, NoReading> {
        let (headers, opening) = (&self.first.cells, text.opening);
        if let Some(mapping) = self.mapping(opening) {
            let layout = mapping.layout(text.path, headers);
            let layout = layout.map_err(|fault| match opening.mapping {
                // The mapping asked for may be for a line below.
                Some(_) => NoReading::Unknown,
                None => NoReading::Other(fault),
            })?;
            let rank = (3, 0, true, 0, 0);
            return Ok(Recognised { layout, contest: Vec::new(), rank, by_values: false });
        }
        let place = self.place(text);
        self.known(text).with(|known| recognise(place, headers, known))
    }

    /// The heading that a line is whose columns are known: of rows, unless another shape reads more
    /// of its machines.
    fn known_heading(
        &self,
        mut found: Recognised,
        seen: &[Self],
        text: TableText<'_>,
    ) -> Result<Heading, NoReading> {
        let opening = text.opening;
        let plain = found.layout.traits.known_by == KnownBy::Words && opening.mapping.is_none();
        let shape = if plain { self.shape(&mut found, text)? } else { Shape::Rows };
        let cells: Vec<&[String]> = seen.iter().map(|line| &line.first.cells[..]).collect();
        let above = match (&shape, opening.mapping) {
            (Shape::Rows | Shape::Unfolded(_), None) => {
                let above =
                    table_above(text.path, &cells, &found.layout, self.lines + 1, text.judge);
                above.map_err(NoReading::Stops)?
            }
            _ => None,
        };
        self.note_rows(&mut found.layout, text);
        self.note_titles(&mut found.layout, seen, text);
        let mut heading = self.heading(found, seen.len());
        if let Some(at) = above {
            heading.begins_with(&seen[at], at);
        }
        match shape {
            Shape::Rows => {}
            Shape::Unfolded(unfolded) => heading.unfolded = Some(unfolded),
            Shape::Crossed(crossed) => {
                heading.layout = crossed.layout(opening.columns);
                heading.contest = Vec::new();
                heading.crossed = Some(crossed);
            }
        }
        Ok(heading)
    }

    /// The shape of a plain table.
    ///
    /// # Errors
    ///
    /// It is a list of several machines a row that cannot be read: it is not that of its first column.
    fn shape(&self, found: &mut Recognised, text: TableText<'_>) -> Result<Shape, NoReading> {
        let (judge, told) = (text.judge, text.opening.columns);
        let (own, sample) = (self.own(text.table), self.sample(text));
        let by_hand = text.opening.source.is_some();
        if let Some(fault) = self.fault_of_moves(&sample, text).filter(|_| !by_hand) {
            return Err(NoReading::Other(fault));
        }
        let several = || Unfolded::of(own, &sample, judge, told);
        let unfolded = (!by_hand).then(several).flatten();
        if unfolded.is_none()
            && told.is_empty()
            && !by_hand
            && let Some((what, hint)) = is_per_person(own, &sample, judge)
        {
            return Err(NoReading::Other(self.place(text).fault(what).hint(hint)));
        }
        let of_states = || own.iter().any(|cell| judge.state(cell.trim()).is_some());
        let may_cross = found.layout.format == SourceFormat::Spreadsheet
            && (of_states() || name_places(own, &found.layout.roles, told));
        let crossed = may_cross.then(|| Crossed::of_types(own, &sample, judge, told)).flatten();
        let machines = MachineColumns::of(own, &sample, judge, told);
        let shape = machines.shape_of(crossed, unfolded, &sample);
        if matches!(shape, Shape::Rows) {
            machines.ask_of_rows(&mut found.layout);
        }
        Ok(shape)
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

    fn heading(&self, found: Recognised, titles: usize) -> Heading {
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

mod blank;
mod dated;
mod few;
mod rows;
mod told_twice;
mod two_lines;

#[cfg(test)]
mod tests;
