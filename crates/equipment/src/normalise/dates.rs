//! The dates of a row's life.

use super::{FIRST_DAY, LAST_DAY, Normaliser};
use crate::days::{day_of_cell, why};
use ground::provenance::{Assumption, AssumptionSet};
use ground::table::{Day, Why, parse_iso_day};
use ground::text;
use inventory::{Field, Row};

/// When it came, and when it left.
pub(super) struct Dates {
    pub(super) acquired: Option<(Day, Field)>,
    pub(super) started: Option<(Day, Field)>,
    pub(super) decommissioned: Option<Day>,
    pub(super) exited: Option<Day>,
}

impl Normaliser<'_> {
    /// Notes a state whose word is read, and the day beside it is not.
    #[cold]
    pub(super) fn cannot_read_day_of_state(&mut self) {
        self.cannot_read(Field::Status, dated_state());
    }

    pub(crate) fn day_of(
        &mut self,
        row: &Row<'_>,
        field: Field,
        assumed: &mut AssumptionSet,
    ) -> Result<Option<Day>, Why> {
        let cell = row.bytes(field);
        if cell.is_empty() {
            return Ok(None);
        }
        if let Some(day) = parse_iso_day(cell).filter(|day| (FIRST_DAY..LAST_DAY).contains(&day.0))
        {
            return Ok(Some(day));
        }
        let order = row.file.orders[field as usize];
        let days = &mut self.days[order.map_or(3, |order| order as usize)];
        let told = days.get(cell, |cell| day_of_cell(cell, order)).map_err(why)?;
        Ok(told.map(|told| {
            if told.rounded {
                assumed.insert(Assumption::DateRounded);
            }
            if told.by_custom {
                assumed.insert(Assumption::DayFirst);
            }
            told.day
        }))
    }

    pub(super) fn dates_of(&mut self, row: &Row<'_>, assumed: &mut AssumptionSet) -> Dates {
        // Another date stood in when the row was imported: held against others then, if it could be.
        let stood_in = assumed.contains(Assumption::DateStandsIn);
        let mut known = [None; 5];
        let fields = [
            Field::AcquiredOn,
            Field::DeliveredOn,
            Field::InServiceOn,
            Field::OrderedOn,
            Field::RecordedOn,
        ];
        for (at, field) in fields.into_iter().enumerate() {
            if row.file.layout.column(field).is_some() {
                let day = self.day_of(row, field, assumed);
                known[at] = self.or_unread(field, day).map(|day| (day, field));
            }
        }
        let [bought, delivered, started, ordered, recorded] = known;
        let acquired = bought.or(delivered).or(started).or(ordered).or(recorded);
        let started = started.or(delivered).or(bought).or(ordered).or(recorded);
        if acquired.is_some() && bought.is_none() {
            assumed.insert(Assumption::DateStandsIn);
        }
        let mut left = [Field::DecommissionedOn, Field::ExitedOn].map(|field| {
            let day = self.day_of(row, field, assumed);
            self.or_unread(field, day)
        });
        // The day a record was made says nothing of when the machine came.
        if !self.keep_inverted_dates
            && let Some((day, from)) = acquired
            && from != Field::RecordedOn
            && !stood_in
        {
            for (left, field) in left.iter_mut().zip([Field::DecommissionedOn, Field::ExitedOn]) {
                if left.is_some_and(|left| left < day) {
                    *left = None;
                    self.cannot_read(field, Why::LeftBeforeAcquired { acquired: day.to_string() });
                }
            }
        }
        let [decommissioned, exited] = left;
        Dates { acquired, started, decommissioned, exited }
    }
}

/// Why a state that holds a day or a year is said, its word being read.
fn dated_state() -> Why {
    Why::said(
        text!(
            "l'état est lu, mais pas le jour qui s'y trouve",
            "the state is read, but not the day that stands in it"
        ),
        text!(
            "écrivez le jour dans une colonne à part, comme `Date de sortie` ou `Date de réforme`",
            "write the day in a column of its own, such as `exited_on` or `decommissioned_on`"
        ),
    )
}
