//! What files of an earlier export tell that the store tells no more.

use crate::store::Month;
use record::RecordDay;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// The machines of a table, and how many days of each month their rows tell, where it has periods.
type ToldDays = BTreeMap<String, BTreeMap<Month, i32>>;

/// Whether a file that stands tells of a machine, or of days of it, that `new` does not tell. What a
/// machine is that `may_go` is nobody's to keep: it was erased, or goes on under another name. A file
/// that cannot be read as one of ours may tell anything.
pub(super) fn loses(path: &Path, new: &[u8], may_go: impl Fn(&str) -> bool) -> bool {
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) => return error.kind() != ErrorKind::NotFound,
    };
    let (Some(before), Some(after)) = (told(file), told(new)) else { return true };
    before.iter().filter(|(machine, _)| !may_go(machine)).any(|(machine, days)| {
        let Some(now) = after.get(machine) else { return true };
        days.iter().any(|(month, days)| now.get(month).is_none_or(|now| now < days))
    })
}

fn told(file: impl Read) -> Option<ToldDays> {
    let mut rows = csv::Reader::from_reader(file);
    let headings = rows.headers().ok()?.clone();
    let at = |name: &str| headings.iter().position(|heading| heading == name);
    let machine = at("equipment_id")?;
    let period = at("period_start").zip(at("period_end"));
    let mut told = ToldDays::new();
    for row in rows.records() {
        let row = row.ok()?;
        let days = told.entry(row.get(machine)?.to_owned()).or_default();
        let Some((from, to)) = period else { continue };
        let day = |at: usize| Some(RecordDay::parse(row.get(at)?)?.number());
        let (first, last) = (day(from)?, day(to)?);
        let month = Month::of_number(first)?;
        // An export cuts its rows at the ends of months.
        if Month::of_number(last)? != month {
            return None;
        }
        *days.entry(month).or_default() += last - first + 1;
    }
    Some(told)
}

#[cfg(test)]
mod tests {
    use super::loses;

    const HEAD: &str = "equipment_id,period_start,period_end,energy_kwh\n";

    #[test]
    fn days_and_machines_that_are_told_no_more_are_lost_and_others_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("usage.csv");
        let lost = |standing: &str, new: &str| {
            std::fs::write(&path, format!("{HEAD}{standing}")).unwrap();
            loses(&path, format!("{HEAD}{new}").as_bytes(), |machine| machine == "gone")
        };
        let row =
            |id: &str, from: u8, to: u8| format!("{id},2026-01-{from:02},2026-01-{to:02},5\n");
        // The same, more days, the same days in two rows, another energy.
        assert!(!lost(&row("a", 1, 20), &row("a", 1, 20)));
        assert!(!lost(&row("a", 5, 20), &row("a", 1, 31)));
        assert!(!lost(&row("a", 1, 20), &(row("a", 1, 9) + &row("a", 10, 20))));
        assert!(!lost("", &row("a", 1, 20)));
        assert!(!lost(&row("gone", 1, 20), ""));
        // Fewer days, another month, another machine.
        assert!(lost(&row("a", 1, 20), &row("a", 2, 20)));
        assert!(lost(&row("a", 1, 20), &row("a", 1, 31).replace("-01-", "-03-")));
        assert!(lost(&row("a", 1, 20), &row("b", 1, 20)));
        // What no export wrote.
        assert!(lost("a,2026-01-10,2026-02-10,5\n", &row("a", 1, 31)));
        assert!(lost("a,soon,2026-02-10,5\n", &row("a", 1, 31)));
        std::fs::write(&path, "what someone wrote").unwrap();
        assert!(loses(&path, HEAD.as_bytes(), |_| false));
        assert!(!loses(&folder.path().join("none.csv"), HEAD.as_bytes(), |_| false));
    }
}
