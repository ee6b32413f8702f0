//! Each type has the interval that it would have alone.

use crate::support::{Folder, root};
use empreinte::estate::Estate;
use empreinte::footprint::{Axis, Footprint, Group};
use empreinte::lang::Lang;
use empreinte::{AssessOptions, assess};
use std::path::Path;

const HEADINGS: &str = "equipment_type;quantity;acquired_on;country;annual_energy_kwh;cpu_model";
const ROWS: [&str; 8] = [
    "laptop;120;2021-05-15;FR;;",
    "laptop;40;2017-02-15;DE;55;",
    "monitor;210;2019-09-15;FR;;",
    "smartphone;80;2023-01-15;FR;;",
    "desktop;35;2018-03-15;FR;;",
    "server;6;2020-06-15;FR;;Intel Xeon Gold 6130",
    "server;2;2022-06-15;FR;1900;",
    "printer_laser;9;2016-06-15;FR;;",
];

fn assessed(path: &Path) -> Footprint {
    let estate = Estate::open(&[path.to_owned()]).unwrap();
    assess(&estate, &AssessOptions::shipped().unwrap()).unwrap().outcome.footprint
}

fn of(rows: &[&str]) -> Footprint {
    let estate = Folder::inventory(&format!("{HEADINGS}\n{}\n", rows.join("\n")));
    assessed(&estate.path("inventories/2025.csv"))
}

fn group<'a>(footprint: &'a Footprint, code: &str) -> &'a Group {
    footprint.axis(Axis::Type).iter().find(|group| group.code == code).unwrap()
}

#[test]
fn a_type_has_the_interval_that_it_would_have_alone() {
    let all = of(&ROWS);
    for code in ["laptop", "monitor", "smartphone", "desktop", "server", "printer_laser"] {
        let own: Vec<&str> =
            ROWS.into_iter().filter(|row| row.split(';').next() == Some(code)).collect();
        let alone = of(&own).headline().interval;
        let among = group(&all, code).interval().unwrap();
        // The same parts by the same draws; no type here has parts enough to be taken together.
        assert_eq!(among, alone, "{code}");
        assert!(among.low < among.value && among.value < among.high, "{code}: {among:?}");
    }
}

#[test]
fn no_interval_where_nothing_has_a_figure_and_none_for_what_a_meter_says() {
    let footprint = assessed(&root().join("inventories/mairie-exemple"));
    let types = footprint.axis(Axis::Type);
    assert!(types.iter().any(Group::is_of_meter));
    for group in types {
        let told = group.sums.overall(0).is_some() && !group.is_of_meter();
        assert_eq!(group.interval().is_some(), told, "{}", group.code);
    }
    let paper = group(&footprint, "service:paper").interval().unwrap();
    assert!(paper.low < paper.value && paper.value < paper.high, "{paper:?}");
    let sites = footprint.axis(Axis::Site);
    assert!(!sites.is_empty() && sites.iter().all(|group| group.interval().is_none()));
}

/// The report walks a year by itself, or with those of its indicators: either way its chart and its
/// table hold the intervals.
#[test]
fn the_report_shows_the_interval_of_each_type_however_the_year_was_walked() {
    let rows = format!("{HEADINGS}\n{}\n", ROWS.join("\n"));
    let alone = Folder::inventory(&rows);
    let followed = Folder::inventory(&rows)
        .with("inventories/2024.csv", &rows)
        .with("estate.toml", "[headcount]\n2025 = 300\n");
    let sure = group(&of(&ROWS), "monitor").interval().unwrap();
    let [low, high] = [sure.low, sure.high].map(|end| Lang::En.short(end / 1000.0));
    for folder in [alone, followed] {
        let ran = folder.run(&["report", ".", "--year", "2025", "--out", "r.html", "--lang", "en"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let page = folder.read("r.html");
        let part = |from: &str, to: &str| {
            let rest = page.split(from).nth(1).unwrap();
            rest.split(to).next().unwrap().to_owned()
        };
        let chart = part("id=\"chart-type\"", "</figure>");
        assert!(chart.contains("The thin lines are the 90% intervals, each line alone"), "{chart}");
        let table = part("id=\"figures-chart-type\"", "</table>");
        let monitors = table.split("<th scope=\"row\">monitor</th>").nth(1).unwrap();
        let monitors = monitors.split("</tr>").next().unwrap();
        assert!(monitors.contains(&format!("{low} – {high}")), "{monitors} {sure:?}");
    }
}
