//! What the movements of a unit, or of a line of identical units, come to: how many, and from when.
//!
//! A movement moves so many units as it says, 1 where it says none; the others of the line stay as
//! they are. What was lost may be found, and what was taken out of use may be put to use again.

use super::{
    AcquisitionMode, ExitRoute, Ledger, LedgerWord, LifeStep, LifeSteps, Movement, MovementKind,
};
use ground::table::Day;

/// A day, and the line of the ledger that says it.
pub type SaidOnDay = (Day, u32);

/// From a day up to another, the latter not counted.
pub type DayStretch = (Day, Day);

/// Units of a line that moved together, and are not as the others of it.
#[derive(Debug, Clone, PartialEq)]
pub struct MovedTogether {
    /// How many.
    pub units: f64,
    /// The day they were taken out of use.
    pub out_of_use: Option<SaidOnDay>,
    /// The day from which they may be in use again after it, and what says so.
    pub again: Option<(Day, UsedAgain)>,
    /// The day they left, and how; they are gone.
    pub left: Option<(SaidOnDay, ExitRoute)>,
    /// When they were not there: lost, and found since.
    pub away: Vec<DayStretch>,
    /// The day they were last found.
    pub found: Option<SaidOnDay>,
    /// When they were out of use, in between.
    pub idle: Vec<DayStretch>,
}

/// What says that units which were taken out of use may be used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsedAgain {
    /// They were put to use.
    Assigned,
    /// They were made ready for it.
    Refurbished,
    /// Their user gave them back: rows tell whether they are used.
    GivenBack,
}

/// Units of a line that were bought together.
#[derive(Debug, Clone, PartialEq)]
pub struct BoughtTogether {
    /// How many.
    pub units: f64,
    /// The day.
    pub on: SaidOnDay,
    /// Months of use by others before.
    pub upstream_months: Option<f64>,
    /// Whether a document proves them, of units that were not bought new.
    pub is_proven: bool,
    /// Whether they were bought refurbished.
    pub is_refurbished: bool,
}

/// What the movements of a unit come to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fate {
    /// Units that were bought, in the order of the movements.
    pub bought: Vec<BoughtTogether>,
    /// The day the first was put to use.
    pub used: Option<SaidOnDay>,
    /// Units that were taken out of use or left, in the order of the movements.
    pub moved: Vec<MovedTogether>,
    /// Units that came back and that the ledger does not say to be gone, in the order of the
    /// movements: their row may.
    pub back: Vec<(SaidOnDay, f64)>,
}

/// Whether a route can be come back from: what was lost may be found.
pub fn may_come_back(route: ExitRoute) -> bool {
    matches!(route, ExitRoute::Lost | ExitRoute::Stolen | ExitRoute::Unknown | ExitRoute::LeaseEnd)
}

impl Ledger {
    /// What the movements up to a day come to, by word that names a unit. Movements of one day are
    /// taken in the order of the file.
    pub fn fates(&self, until: Day) -> Vec<Option<Fate>> {
        let mut fates: Vec<Option<Fate>> = vec![None; self.words.len()];
        self.each_step(&self.in_order(Some(until)), |unit, place, units| {
            let fate = fates[unit.index()].get_or_insert_default();
            fate.take(self, &self.movements[place], units);
        });
        fates
    }
}

impl Ledger {
    /// What these steps come to of a unit that goes by several names.
    pub fn fate_of(&self, names: &[LedgerWord], steps: &LifeSteps) -> Fate {
        let own = names.iter().filter_map(|name| steps.get(name)).flatten();
        let mut own: Vec<&LifeStep> = own.collect();
        own.sort_by_key(|step| (self.movements[step.place].date, step.place));
        let mut fate = Fate::default();
        for step in own {
            fate.take(self, &self.movements[step.place], step.units);
        }
        fate
    }
}

impl Fate {
    /// Lays a movement of so many units over what is known.
    fn take(&mut self, ledger: &Ledger, movement: &Movement, units: f64) {
        let said = (movement.date, movement.line);
        let date = movement.date;
        match movement.kind {
            MovementKind::Purchase => {
                let told = ledger.purchase(movement);
                let mode = told.and_then(|told| told.mode);
                // What others had before is proven by its document, however it came; what is new has
                // had no others.
                let proof = told.and_then(|told| told.upstream_proof);
                self.bought.push(BoughtTogether {
                    units,
                    on: said,
                    upstream_months: told.and_then(|told| told.upstream_months),
                    is_proven: proof.is_some() && mode != Some(AcquisitionMode::New),
                    is_refurbished: mode == Some(AcquisitionMode::Refurbished),
                });
            }
            MovementKind::Assign | MovementKind::Reassign => {
                self.used.get_or_insert(said);
                // What is assigned is here.
                let units = self.draw(units, MovedTogether::is_lost, |one| {
                    one.come_back(said);
                    one.again = one.again.map(|_| (date, UsedAgain::Assigned));
                });
                let ready = |one: &MovedTogether| {
                    one.is_out() && one.again.is_none_or(|(_, by)| by != UsedAgain::Assigned)
                };
                self.draw(units, ready, |one| {
                    one.again = Some((date, UsedAgain::Assigned));
                });
            }
            MovementKind::Refurbish => {
                let out = |one: &MovedTogether| one.is_out() && one.again.is_none();
                self.draw(units, out, |one| {
                    one.again = Some((date, UsedAgain::Refurbished));
                });
            }
            MovementKind::Return => {
                let others = self.draw(units, MovedTogether::is_lost, |one| one.come_back(said));
                let out = |one: &MovedTogether| one.is_out() && one.again.is_none();
                let others = self.draw(others, out, |one| {
                    one.again = Some((date, UsedAgain::GivenBack));
                });
                if others > 0.0 {
                    self.back.push((said, others));
                }
            }
            MovementKind::Decommission if ledger.exit_route(movement).is_none() => {
                // The decision may be written after the fact, on the day itself.
                let same = |one: &MovedTogether| {
                    one.out_of_use.is_none() && one.left.is_some_and(|((day, _), _)| day == date)
                };
                let others = self.draw(units, same, |one| one.out_of_use = Some(said));
                let again = |one: &MovedTogether| one.is_out() && one.again.is_some();
                let others = self.draw(others, again, |one| one.stop(said));
                let others = self.draw(others, MovedTogether::is_found, |one| one.stop(said));
                if others > 0.0 {
                    self.moved.push(MovedTogether {
                        out_of_use: Some(said),
                        ..MovedTogether::of(others)
                    });
                }
            }
            _ => {
                let Some(route) = ledger.exit_route(movement) else { return };
                let decided = movement.kind == MovementKind::Decommission;
                let others = self.draw(units, MovedTogether::is_out, |one| {
                    // Made ready alone: whether it was used again, rows tell.
                    if let Some((_, UsedAgain::Assigned)) = one.again {
                        one.stop(said);
                    }
                    one.left = Some((said, route));
                });
                let others = self.draw(others, MovedTogether::is_found, |one| {
                    one.out_of_use = Some(said).filter(|_| decided);
                    one.left = Some((said, route));
                });
                if others > 0.0 {
                    self.moved.push(MovedTogether {
                        out_of_use: Some(said).filter(|_| decided),
                        left: Some((said, route)),
                        ..MovedTogether::of(others)
                    });
                }
            }
        }
    }

    /// Does something to so many units of those that moved, the earliest first, and says how many
    /// there were too few.
    fn draw(
        &mut self,
        units: f64,
        which: impl Fn(&MovedTogether) -> bool,
        mut act: impl FnMut(&mut MovedTogether),
    ) -> f64 {
        let mut wanted = units;
        for at in 0..self.moved.len() {
            if wanted <= 0.0 {
                break;
            }
            if !which(&self.moved[at]) {
                continue;
            }
            let held = self.moved[at].units;
            if held > wanted {
                let rest = MovedTogether { units: held - wanted, ..self.moved[at].clone() };
                self.moved[at].units = wanted;
                self.moved.push(rest);
            }
            wanted -= self.moved[at].units;
            act(&mut self.moved[at]);
        }
        wanted.max(0.0)
    }

    /// How many left from the day after one up to another.
    pub fn left_between(&self, after: Option<Day>, until: Day) -> f64 {
        let within = |day: Day| after.is_none_or(|after| day > after) && day <= until;
        let left = |one: &&MovedTogether| one.left.is_some_and(|((day, _), _)| within(day));
        self.moved.iter().filter(left).map(|one| one.units).sum()
    }

    /// How many were bought from the day after one up to another.
    pub fn bought_between(&self, after: Option<Day>, until: Day) -> f64 {
        let within = |day: Day| after.is_none_or(|after| day > after) && day <= until;
        self.bought.iter().filter(|one| within(one.on.0)).map(|one| one.units).sum()
    }

    /// How the units of a line's count came, the earliest first, where so many others of it are
    /// counted no more: those bought first left first. `None` is what no movement tells of: it was
    /// there before.
    pub fn origins(&self, counted: f64, gone: f64) -> Vec<(f64, Option<&BoughtTogether>)> {
        let all = counted + gone;
        let told: f64 = self.bought.iter().map(|one| one.units).sum();
        // A unit that was bought twice is one; of a line that counts less than was bought, the
        // earliest are no more.
        let mut off = if all > 1.0 { gone + (told - all).max(0.0) } else { gone };
        let before = ((all - told).max(0.0), None);
        let bought = self.bought.iter().map(|one| (one.units, Some(one)));
        let mut left = counted;
        let mut found = Vec::new();
        for (units, origin) in std::iter::once(before).chain(bought) {
            let taken = units.min(off);
            off -= taken;
            let units = (units - taken).min(left);
            left -= units;
            if units > 0.0 {
                found.push((units, origin));
            }
        }
        found
    }

    /// How many of a line's units that left are still in its count: those that its inventories, each
    /// with its last day and its count, did not take off.
    ///
    /// The earlier counts, what came and what left since say how many should be there. Where nothing
    /// tells what was there before, those that left in the first count's own year are taken to be in it
    /// (the ledger comes first), but where more left than it counts. Whether that was taken stands beside.
    pub fn still_counted(&self, counts: impl Iterator<Item = (Day, f64)>) -> (f64, bool) {
        let (mut last, mut there, mut counted, mut is_assumed) = (None, None, 0.0, false);
        for (until, count) in counts {
            let left = self.left_between(last, until);
            let bought = self.bought_between(last, until);
            let before = there.or_else(|| (bought >= count).then_some(0.0));
            let of_year = self.left_between(Some(Day(Day::first_of(until.year()).0 - 1)), until);
            is_assumed |= before.is_none() && of_year > 0.0;
            counted = match before {
                Some(before) => (count - (before + bought - left)).clamp(0.0, counted + left),
                None if of_year > count => 0.0,
                None => of_year,
            }
            .min(count);
            (last, there) = (Some(until), Some(count - counted));
        }
        (counted, is_assumed)
    }
}

impl MovedTogether {
    fn of(units: f64) -> Self {
        Self {
            units,
            out_of_use: None,
            again: None,
            left: None,
            away: Vec::new(),
            found: None,
            idle: Vec::new(),
        }
    }

    /// The lines of the ledger by which they are gone: they left by the first; the second took them out of
    /// use, and nothing put them to use again.
    pub fn gone_by(&self) -> [Option<u32>; 2] {
        let out = self.out_of_use.filter(|_| self.again.is_none());
        [self.left.map(|(said, _)| said.1), out.map(|said| said.1)]
    }

    /// Whether they are here, and were taken out of use.
    fn is_out(&self) -> bool {
        self.left.is_none() && self.out_of_use.is_some()
    }

    /// Whether they are gone, and may come back.
    fn is_lost(&self) -> bool {
        self.left.is_some_and(|(_, route)| may_come_back(route))
    }

    /// Whether they were lost, and are here again as they were.
    fn is_found(&self) -> bool {
        self.left.is_none() && self.out_of_use.is_none() && !self.away.is_empty()
    }

    /// Brings back what was lost, as it was: used no more where it was out of use before.
    fn come_back(&mut self, back: SaidOnDay) {
        let Some((lost, _)) = self.left.take() else { return };
        self.away.push((lost.0, back.0));
        self.found = Some(back);
        if self.out_of_use.is_none_or(|out| out == lost) {
            self.out_of_use = None;
            self.idle.push((lost.0, back.0));
        } else {
            self.again = Some((back.0, UsedAgain::GivenBack));
        }
    }

    /// Takes them out of use once more.
    fn stop(&mut self, said: SaidOnDay) {
        self.settle();
        self.out_of_use = Some(said);
    }

    /// Notes the time out of use before they were in use again as past.
    pub fn settle(&mut self) {
        if let (Some((since, _)), Some((again, _))) = (self.out_of_use.take(), self.again.take()) {
            self.idle.push((since, again));
        }
    }
}

/// Days of stretches from a day up to another, the latter not counted.
pub fn days_within(stretches: &[DayStretch], from: Day, to: Day) -> i32 {
    let of = |(start, end): &DayStretch| (*end).min(to).days_since((*start).max(from)).max(0);
    stretches.iter().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    }

    fn day(month: u8, day: u8) -> Day {
        Day::new(2025, month, day).unwrap()
    }

    /// The fate of unit `I` by rows `date,kind,unit,lot,quantity,reason`.
    fn fate(rows: &str) -> Fate {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("movements.csv");
        let heading = "date,kind,unit_id,lot_id,quantity,reason\n";
        std::fs::write(&path, format!("{heading}{rows}")).unwrap();
        let (ledger, rejects) = Ledger::read(&path).unwrap();
        assert!(rejects.is_empty(), "{rejects:?}");
        let fates = ledger.fates(day(12, 31));
        fates[ledger.words.find("I").unwrap().index()].clone().unwrap()
    }

    /// Units, day out of use, day of leaving.
    fn moved(fate: &Fate) -> Vec<(f64, Option<Day>, Option<Day>)> {
        let of = |one: &MovedTogether| {
            let left = one.left.map(|((day, _), _)| day);
            (one.units, one.out_of_use.map(|(day, _)| day), left)
        };
        fate.moved.iter().map(of).collect()
    }

    #[test]
    fn a_movement_moves_as_many_units_as_it_says_and_one_where_it_says_none() {
        let one = fate("2025-03-01,decommission,I,,3,age\n2025-04-01,donate,I,,,\n");
        // The one that was given is of those taken out of use.
        let (march, april) = (day(3, 1), day(4, 1));
        assert_eq!(moved(&one), [(1.0, Some(march), Some(april)), (2.0, Some(march), None)]);
        let two = fate("2025-03-01,sell,I,,1,\n2025-06-01,donate,I,,2,\n");
        assert_eq!(moved(&two), [(1.0, None, Some(march)), (2.0, None, Some(day(6, 1)))]);
        near(two.left_between(Some(march), day(12, 31)), 2.0);
    }

    #[test]
    fn what_was_lost_is_found_and_what_was_set_aside_is_used_again() {
        let found = fate("2025-06-01,lost,I,,,\n2025-09-01,return,I,,,\n");
        let one = &found.moved[0];
        assert_eq!((one.left, one.away.as_slice()), (None, &[(day(6, 1), day(9, 1))][..]));
        // As it was before: in use.
        assert_eq!((one.out_of_use, one.again), (None, None));
        assert_eq!(one.idle, one.away);
        let again = fate(
            "2025-03-01,decommission,I,,,age\n2025-09-01,refurbish,I,,,\n2025-09-15,assign,I,,,\n2025-11-01,decommission,I,,,broken\n",
        );
        let one = &again.moved[0];
        assert_eq!(one.idle, [(day(3, 1), day(9, 15))]);
        assert_eq!(one.out_of_use.map(|(day, _)| day), Some(day(11, 1)));
        // What was sold does not come back.
        let sold = fate("2025-03-01,sell,I,,,\n2025-09-01,return,I,,,\n");
        assert_eq!(moved(&sold), [(1.0, None, Some(day(3, 1)))]);
        // Given back after the decision, and given away: it was used no more.
        let gone = fate(
            "2025-03-01,decommission,I,,,age\n2025-04-01,return,I,,,\n2025-09-01,donate,I,,,\n",
        );
        assert_eq!(moved(&gone), [(1.0, Some(day(3, 1)), Some(day(9, 1)))]);
        assert!(gone.moved[0].idle.is_empty());
    }

    #[test]
    fn a_lot_leaves_with_as_many_units_of_a_line_as_are_in_it() {
        let lot = fate("2025-03-01,decommission,I,L,3,age\n2025-05-01,weee_handover,,L,8,\n");
        assert_eq!(moved(&lot), [(3.0, Some(day(3, 1)), Some(day(5, 1)))]);
        // One that left by its own row does not leave again.
        let own = fate("2025-05-01,weee_handover,I,L,2,\n2025-05-01,weee_handover,,L,8,\n");
        assert_eq!(moved(&own), [(2.0, None, Some(day(5, 1)))]);
    }

    #[test]
    fn earlier_counts_tell_whether_those_that_left_are_still_counted() {
        let gave = fate("2025-03-01,donate,I,,3,\n");
        let (before, now) = (Day::new(2024, 12, 31).unwrap(), day(12, 31));
        let counted = |counts: &[(Day, f64)]| gave.still_counted(counts.iter().copied()).0;
        // Ten, then seven: they are off. Ten and ten: they are not. Eight: two of the three are.
        near(counted(&[(before, 10.0), (now, 7.0)]), 0.0);
        near(counted(&[(before, 10.0), (now, 10.0)]), 3.0);
        near(counted(&[(before, 10.0), (now, 8.0)]), 1.0);
        // Nothing tells what was there before: the ledger comes first.
        near(counted(&[(now, 10.0)]), 3.0);
        near(counted(&[(now, 3.0)]), 3.0);
        // More left than it counts, or in a year before: they are off.
        near(counted(&[(now, 2.0)]), 0.0);
        near(counted(&[(Day::new(2026, 12, 31).unwrap(), 10.0)]), 0.0);
        let assumed = |counts: &[(Day, f64)]| gave.still_counted(counts.iter().copied()).1;
        assert!(assumed(&[(now, 10.0)]) && !assumed(&[(before, 10.0), (now, 10.0)]));
        // Ten bought, three given, seven there.
        let bought = fate("2024-03-01,purchase,I,,10,\n2025-03-01,donate,I,,3,\n");
        let (counted, assumed) = bought.still_counted([(now, 7.0)].into_iter());
        near(counted, 0.0);
        assert!(!assumed);
        near(bought.still_counted([(now, 10.0)].into_iter()).0, 3.0);
    }

    #[test]
    fn those_bought_first_left_first_and_a_unit_bought_twice_is_one() {
        let rows = "2019-03-01,purchase,I,,6,\n2023-03-01,purchase,I,,4,\n";
        let line = fate(rows);
        let origins = |line: &Fate, counted: f64, gone: f64| -> Vec<(f64, Option<u16>)> {
            let of = |(units, one): (f64, Option<&BoughtTogether>)| {
                (units, one.map(|one| year(one.on.0)))
            };
            line.origins(counted, gone).into_iter().map(of).collect()
        };
        assert_eq!(origins(&line, 10.0, 0.0), [(6.0, Some(2019)), (4.0, Some(2023))]);
        // Two that left were of the six; so were two that nobody told of.
        assert_eq!(origins(&line, 8.0, 2.0), [(4.0, Some(2019)), (4.0, Some(2023))]);
        assert_eq!(origins(&line, 8.0, 0.0), [(4.0, Some(2019)), (4.0, Some(2023))]);
        // Of twelve two were there before, and went first.
        assert_eq!(origins(&line, 12.0, 0.0)[0], (2.0, None));
        assert_eq!(origins(&line, 10.0, 2.0), origins(&line, 10.0, 0.0));
        let twice = fate("2019-03-01,purchase,I,,,\n2023-03-01,purchase,I,,,\n");
        assert_eq!(origins(&twice, 1.0, 0.0), [(1.0, Some(2019))]);
    }

    fn year(day: Day) -> u16 {
        u16::try_from(day.year()).unwrap()
    }

    #[test]
    fn days_of_stretches_are_those_within_the_year() {
        let away = [(Day::new(2024, 6, 1).unwrap(), day(9, 1)), (day(10, 1), day(10, 11))];
        let next = Day::new(2026, 1, 1).unwrap();
        assert_eq!(days_within(&away, day(1, 1), next), 243 + 10);
    }
}
