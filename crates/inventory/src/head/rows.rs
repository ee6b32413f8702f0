//! What the rows below a line of headings tell together.

use super::super::found::{Found, ValuesTell};
use super::super::kinds::WordKind;
use super::super::loans::{WentOut, days_of_loans, fault_of_loans, says_back, went_out};
use super::super::moves::{MovesLooked, fault_of_moves};
use super::super::sample::RowSample;
use super::super::sections::{DaysOfRows, Sections, TextBelow};
use super::super::{Confidence, Field, KnownBy, Layout, Role, SourceFormat};
use super::{Heading, SeenLine, TableText};
use ground::fault::Fault;
use std::cell::LazyCell;

impl Heading {
    /// Notes the parts that its table is of, and the days of its rows.
    pub(super) fn note_sections(&mut self, text: TableText<'_>) {
        let (rest, dialect) = (&text.head[self.bytes..], self.dialect);
        let (whole, width, opening) = (text.whole, text.table.width, text.opening);
        let days = DaysOfRows::of(&self.layout, (rest, whole), dialect, opening.year);
        let day = match days.filter(|_| opening.kinds.is_some()) {
            Some(DaysOfRows::OneCounts(day)) => Some(day),
            Some(DaysOfRows::Asked(found)) => {
                self.layout.found.retain(|own| !own.is_said_of(&found.heading));
                self.layout.asks(vec![found]);
                None
            }
            None => None,
        };
        let above = &text.head[..self.bytes];
        let below = TextBelow { rest, whole, dialect, width, again: self.again, above };
        self.sections = Sections::of(&self.layout, below, (day, opening.year), opening.kinds);
    }
}

impl SeenLine {
    /// The fault of a list of moves or of loans, where it heads one.
    pub(super) fn fault_of_moves(&self, sample: &RowSample, text: TableText<'_>) -> Option<Fault> {
        let fault = |table: &MovesLooked<'_>| {
            let place = self.place(text);
            fault_of_moves(place, table).or_else(|| fault_of_loans(place, table))
        };
        text.judge.knows_words().then(|| self.with_moves(sample, text, fault)).flatten()
    }

    /// Looks at a table for moves.
    fn with_moves<T>(
        &self,
        sample: &RowSample,
        text: TableText<'_>,
        look: impl FnOnce(&MovesLooked<'_>) -> T,
    ) -> T {
        let own = self.own(text.table);
        let layout = || Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, own);
        let plain = LazyCell::new(|| layout().told(text.opening.columns));
        look(&MovesLooked {
            headers: own,
            cells: &|at| sample.cells(at),
            rows: sample.rows.len(),
            is_of_each: &|at| plain.is_of_each(at),
            paired: &|one, other| sample.paired(one, other),
            is_told: &|heading| text.opening.columns.iter().any(|one| one.is_of(heading)),
            is_way_of_coming: &|cell| text.judge.is(WordKind::WayOfComing, cell),
        })
    }

    /// Leaves the days on which machines were lent, and asks of them: they came back, or will. Days of
    /// which nobody knows are read, and asked.
    fn leave_loans(&self, layout: &mut Layout, text: TableText<'_>) {
        let is_plain = layout.traits.known_by == KnownBy::Words;
        let exit = layout.column(Field::ExitedOn).filter(|at| *at < layout.roles.len());
        let exit = exit.filter(|at| !layout.is_told(*at));
        // Nearly every table ends here.
        let own = self.own(text.table);
        let may_be = exit.is_some() || is_plain && own.iter().any(|heading| says_back(heading));
        if !may_be || !text.judge.knows_words() {
            return;
        }
        let sample = self.sample(text);
        let (went, days) = self.with_moves(&sample, text, |table| {
            let exit = exit.filter(|at| *at < table.headers.len());
            let days: Vec<String> = days_of_loans(table).into_iter().map(str::to_owned).collect();
            (exit.and_then(|at| went_out(table, at)), days)
        });
        // No day of a loan is one of coming or leaving.
        layout.found.retain(|found| found.sure || !days.contains(&found.heading));
        let Some(at) = exit else { return };
        let heading = layout.headers[at].clone();
        // A state says of some that they left.
        let says_left = || {
            let states = layout.read_of(Field::Status).map_or_else(Vec::new, |at| sample.told(at));
            let mut states = states.into_iter().filter_map(|cell| text.judge.state(cell));
            states.any(|state| ["exited", "decommissioned"].contains(&state))
        };
        let values = match went {
            Some(WentOut::Lent) => ValuesTell::Lent,
            Some(WentOut::LentOrGone) if is_plain && !says_left() => ValuesTell::LentOrGone,
            _ => return,
        };
        if values == ValuesTell::Lent {
            let mut roles = layout.roles.clone();
            roles[at] = Role::Ignored;
            *layout = layout.with(roles);
        }
        layout.found.retain(|found| !found.is_said_of(&heading));
        layout.found.push(Found::asked_of(&heading, Field::ExitedOn, values));
    }

    /// Notes what the lines of title above the headings say of the types.
    pub(super) fn note_titles(&self, layout: &mut Layout, above: &[Self], text: TableText<'_>) {
        let title = |line: &Self| {
            let mut filled = line.first.cells.iter().map(|cell| cell.trim());
            let mut filled = filled.by_ref().filter(|cell| !cell.is_empty());
            filled.next().filter(|_| filled.next().is_none()).map(str::to_owned)
        };
        let mut titles: Vec<String> = above.iter().filter_map(title).collect();
        // The types may be below the word itself: `Téléphonie;Qté`.
        let types = layout.read_of(Field::EquipmentType).and_then(|at| layout.headers.get(at));
        titles.extend(types.filter(|own| text.judge.says_telephony(own.trim())).cloned());
        if !titles.is_empty() {
            let rows = (self.rows(text), text.whole);
            layout.note_telephony_above(&titles, rows, self.dialect, text.judge);
        }
    }

    /// Notes what rows tell together: loans, serial numbers of several; and of a plain table, whose cells may
    /// tell more than its headings, sums of others, ranges, states and telephones.
    pub(super) fn note_rows(&self, layout: &mut Layout, text: TableText<'_>) {
        self.leave_loans(layout, text);
        let (rows, first_line) = (self.rows(text), self.lines + self.first.lines + 1);
        layout.note_serials(rows, self.dialect);
        if layout.traits.known_by != KnownBy::Words || !text.judge.knows_words() {
            return;
        }
        layout.note_sums(
            (rows, first_line, text.whole),
            self.dialect,
            (text.table.width, text.table.parted),
            text.judge,
        );
        layout.note_telephones((rows, text.whole), self.dialect, text.judge);
        layout.note_blank_states((rows, text.whole), self.dialect, text.judge);
        layout.note_counted_places((rows, text.whole), self.dialect);
        layout.note_ranges((rows, text.whole), self.dialect, text.judge);
        layout.note_type_titles((rows, text.whole), self.dialect, text.judge);
        layout.note_late_states((rows, text.whole), self.dialect, text.judge);
    }
}
