//! Energy that others measured, a day at a time, as rows of `usage/`.

use ground::table::{CsvDialect, CsvOut};
use record::Day;
use std::collections::BTreeMap;

/// Watt-hours of each day of a machine, by days since 1970, and their grade.
pub type Machines = BTreeMap<String, (char, BTreeMap<i32, f64>)>;

/// The rows: days in a row as one period, so that a day that is missing stays unknown.
pub fn csv(machines: &Machines, source: &str) -> Vec<u8> {
    let headings =
        ["equipment_id", "period_start", "period_end", "energy_kwh", "hours_on", "source", "grade"];
    let Ok(mut out) = CsvOut::new(Vec::new(), CsvDialect::Standard, &headings) else {
        return Vec::new();
    };
    for (machine, (grade, days)) in machines {
        let mut days = days.iter().peekable();
        while let Some((first, wh)) = days.next() {
            let (mut last, mut sum) = (*first, *wh);
            while let Some((day, wh)) = days.next_if(|(day, _)| **day == last + 1) {
                last = *day;
                sum += wh;
            }
            let (Some(from), Some(to)) = (Day::from_number(*first), Day::from_number(last)) else {
                continue;
            };
            out.text(machine).text(&from.to_string()).text(&to.to_string());
            out.number(sum.round() / 1000.0).text("").text(source).text(&grade.to_string());
            // Memory takes every row.
            let _ = out.end();
        }
    }
    out.finish().unwrap_or_else(|_| Vec::new())
}
