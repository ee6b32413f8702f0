//! The page of estates that are easy to get wrong.

use super::html;
use equipment::estate::Estate;
use factor::FactorSet;
use footprint::Axis;
use footprint::impact::AssessedYear;
use footprint::method::Method;
use ground::fault::Fault;
use ground::lang::Lang;
use ground::table::{CsvDialect, Reject};
use ground::way::Way;
use report::Story;
use std::fmt::Write;
use walk::{NoRecord, Sink, Walk, WalkOptions};

struct Kept(Vec<Reject>);

impl Sink<()> for Kept {
    fn rejects(&mut self, rejects: &[Reject]) -> Result<(), Fault> {
        self.0.extend_from_slice(rejects);
        Ok(())
    }
    fn batch(&mut self, (): ()) -> Result<(), Fault> {
        Ok(())
    }
    fn progress(&mut self, _: u64, _: u64) {}
}

/// Tells a story of an estate made of these files, by a method.
fn told<T>(method: &str, files: &[(&str, &str)], tell: impl FnOnce(&Story<'_>) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let estate = Estate::open(&[folder.path().to_owned()]).unwrap();
    let (set, method) = (FactorSet::shipped().unwrap(), Method::named(method).unwrap());
    let year = AssessedYear::new(2025, None);
    let options = WalkOptions {
        year,
        criteria: Vec::new(),
        encoding: None,
        date_order: None,
        user_key: None,
        threads: 1,
    };
    let walk = Walk::prepare(&estate, &set, &method, options).unwrap();
    let mut kept = Kept(Vec::new());
    let outcome = walk.run(&walk.kernel().unwrap(), || NoRecord, &mut kept).unwrap();
    tell(&Story {
        outcome: &outcome,
        set: &set,
        method: &method,
        year,
        organisation: &estate.card.organisation.name,
        headcount: estate.card.headcount(2025),
        way: Way::Card,
        first_rejects: &kept.0,
        first_unread: &[],
        planetary: false,
        digests: &[],
        read_too: &[],
        register: None,
        own_lifetimes: None,
        other_set: None,
        without_measures: None,
        change: None,
        advice: &[],
        plan: None,
        command: "",
    })
}

/// The pages, French and English, of a story.
fn in_both(story: &Story<'_>) -> [String; 2] {
    [Lang::Fr, Lang::En].map(|lang| {
        let page = html(story, lang).unwrap();
        assert_eq!(page, html(story, lang).unwrap(), "same story, same bytes");
        for wrong in ["NaN", "inf ", "-0 ", "<script", " src=", "@import", "url("] {
            assert!(!page.contains(wrong), "{wrong}");
        }
        page
    })
}

/// The pages of an estate made of these files.
fn pages(files: &[(&str, &str)]) -> [String; 2] {
    told("rcp-si", files, in_both)
}

fn inventory(rows: &str) -> String {
    format!("equipment_id,equipment_type,quantity,status,acquired_on,site,datacentre_id\n{rows}")
}

#[test]
fn an_inventory_without_rows_says_that_its_zero_is_no_measure() {
    let [fr, en] = pages(&[("inventories/2025.csv", &inventory(""))]);
    assert!(fr.contains("Aucun équipement compté") && en.contains("No unit counted"));
    assert!(fr.contains("Parc informatique") && en.contains("IT estate"));
    assert!(!fr.contains("<svg"), "nothing to draw");
}

#[test]
fn one_row_is_a_whole_report() {
    let [fr, en] =
        pages(&[("inventories/2025.csv", &inventory("A,laptop,1,in_service,2024-03-01,Siège,\n"))]);
    assert_eq!(fr.matches("<svg role=\"img\" class=\"on-wide\"").count(), 5);
    assert_eq!(fr.matches("<svg role=\"img\" class=\"on-narrow\"").count(), 5);
    assert!(fr.contains("sur 1\u{a0}ligne d’inventaire"), "singular");
    assert!(en.contains("on 1\u{a0}row of inventory"));
    assert!(fr.contains("<html lang=\"fr\">") && en.contains("<html lang=\"en\">"));
}

#[test]
fn equipment_that_weighs_nothing_draws_nothing() {
    let [fr, _] =
        pages(&[("inventories/2025.csv", &inventory("A,laptop,3,exited,2015-03-01,Siège,\n"))]);
    assert!(fr.contains("Rien à représenter") && !fr.contains("<svg"));
    assert!(!fr.contains("chances sur dix"), "nothing to doubt of nothing");
}

#[test]
fn names_are_escaped_and_long_ones_cut_in_the_drawing_only() {
    let long = "Bâtiment ".repeat(40);
    let rows = format!(
        "A,laptop,1,in_service,2024-03-01,<script>alert(1)</script>,\nB,laptop,1,in_service,2024-03-01,{long},\n"
    );
    let [fr, _] = pages(&[
        ("estate.toml", "[organisation]\nname = \"<script>\\\"R&D\\\"</script>\"\n"),
        ("inventories/2025.csv", &inventory(&rows)),
    ]);
    assert!(fr.contains("&lt;script&gt;"), "written, not run");
    assert!(fr.contains(long.trim()), "whole in the table");
}

#[test]
fn a_meter_below_its_equipment_leaves_the_charts_and_stays_in_the_tables() {
    let files = |kwh: u32| {
        pages(&[
            ("estate.toml", "[organisation]\nname = \"R\"\n"),
            (
                "datacentres.csv",
                &format!("datacentre_id,country,pue,year,measured_kwh\nDC,FR,1.5,2025,{kwh}\n"),
            ),
            ("inventories/2025.csv", &inventory("A,server,9,in_service,2023-01-01,Siège,DC\n")),
        ])
    };
    let [fr, _] = files(0);
    assert_eq!(fr.matches("<svg role=\"img\" class=\"on-wide\"").count(), 5);
    assert_eq!(fr.matches("<svg role=\"img\" class=\"on-narrow\"").count(), 5);
    assert!(fr.contains("mais pas dans ce graphique – écart au compteur de DC\u{a0}: -"));
    assert!(fr.contains("Centres de données\u{a0}: compteur et équipements"));
}

#[test]
fn the_rows_add_up_before_the_reader() {
    let rows = "A,laptop,1,in_service,2024-03-01,,\nB,teapot,1,in_service,2024-03-01,,\nC,consumable,1,in_service,,,\n";
    let [fr, _] = pages(&[("inventories/2025.csv", &inventory(rows))]);
    let figure = |id: &str| -> u64 {
        let from = fr.split(&format!("id=\"{id}\" value=\"")).nth(1).unwrap();
        from.split('"').next().unwrap().parse().unwrap()
    };
    let parts = ["rows-kept", "rows-rejected", "rows-out-of-scope", "rows-merged"].map(figure);
    assert_eq!(figure("rows-read"), parts.iter().sum::<u64>());
    assert_eq!(parts, [1, 1, 1, 0]);
    assert!(fr.contains("Le total ne comprend pas…"));
}

/// The cells of the row of a table that begins with this name.
fn cells(page: &str, table: &str, name: &str) -> Vec<String> {
    let table = page.split(&format!("id=\"{table}\"")).nth(1).unwrap();
    let row = table.split(&format!("<th scope=\"row\">{name}</th>")).nth(1).unwrap();
    let row = row.split("</tr>").next().unwrap();
    let inner = |cell: &str| {
        let text = cell.split_once('>').map_or("", |(_, rest)| rest);
        text.replace("</td>", "").replace("<strong>", "").replace("</strong>", "")
    };
    row.split("<td").skip(1).map(inner).collect()
}

/// A laptop, a watch that no factor knows, a workstation whose source gives its stages together,
/// a desktop that left before the year.
const MIXED: &str = "A,laptop,2,in_service,2024-03-01,Siège,\nB,smartwatch,5,in_service,2024-03-01,Siège,\nC,workstation,1,in_service,2024-03-01,Siège,\nD,desktop,7,exited,2010-03-01,Siège,\n";

#[test]
fn what_is_not_known_has_a_mark_of_its_own_on_the_page() {
    let [fr, en] = pages(&[("inventories/2025.csv", &inventory(MIXED))]);
    // Units, kWh, making to end of life, its parts, use, total.
    let watch = cells(&fr, "figures-chart-type", "montre connectée");
    assert_eq!(watch[0], "5");
    assert!(watch[1..].iter().all(|cell| cell == "?"), "{watch:?}");
    let left = cells(&fr, "figures-chart-type", "ordinateur fixe");
    assert!(left[1..].iter().all(|cell| cell == "–"), "nothing to count: {left:?}");
    let together = cells(&fr, "figures-chart-type", "station de travail");
    assert!(together[1] != "?" && together[2] != "?", "{together:?}");
    assert!(together[3..].contains(&"?".to_owned()), "making alone is not told: {together:?}");
    let chart = fr.split("<svg").find(|svg| svg.contains("\"chart-type-title\"")).unwrap();
    let drawn = chart.split("</svg>").next().unwrap();
    let lines = |word: &str| drawn.lines().filter(|line| line.trim() == word).count();
    assert_eq!((lines("montre connectée"), lines("?")), (1, 1), "a line without a bar: {drawn}");
    assert_eq!(lines("ordinateur fixe"), 0, "what is nothing has none");
    assert!(
        fr.contains("rien de connu, donc rien dans le total") && en.contains("“?”: nothing known")
    );
    assert!(fr.contains("inconnu, ou non dit à part") && en.contains("“?”: not known"));
    // Not a word of the total is read without what it leaves out.
    assert!(fr.contains("en partie hors de ce total\u{a0}: 5 équipements sur 8."), "{}", fr.len());
    assert!(fr.contains("<p class=\"figure\">8</p>"), "the seven that left are not counted");
    assert!(fr.contains("7 équipements de plus ne pèsent rien"));
}

#[test]
fn what_is_not_known_is_empty_in_sheets_tables_and_json() {
    told("rcp-si", &[("inventories/2025.csv", &inventory(MIXED))], |story| {
        let page = report::markdown(&report::year_sheets(story, Lang::Fr), Lang::Fr);
        let row = |name: &str| {
            let line = page.lines().find(|line| line.starts_with(&format!("| {name} |")));
            let cells: Vec<String> =
                line.unwrap().split('|').map(|cell| cell.trim().to_owned()).collect();
            cells[2..cells.len() - 2].to_vec()
        };
        let watch = row("montre connectée");
        assert!(watch[0] == "5" && watch[1..].iter().all(String::is_empty), "{watch:?}");
        assert!(row("station de travail")[3..].contains(&String::new()), "{page}");
        assert!(row("ordinateur fixe")[1..].iter().all(|cell| !cell.is_empty()), "{page}");
        assert!(page.contains("montre connectée\u{a0}: 5"), "what lacks names its types");
        let mut csv = Vec::new();
        report::footprint_csv(&mut csv, story, &[Axis::Type], CsvDialect::Standard, Lang::Fr)
            .unwrap();
        let csv = String::from_utf8(csv).unwrap();
        let watch: Vec<&str> = csv.lines().filter(|line| line.contains(",smartwatch,")).collect();
        assert!(!watch.is_empty(), "{csv}");
        for line in watch {
            assert!(line.contains(",1,5,0,,") && line.ends_with(",,,,kgCO2e,5"), "{line}");
        }
        let run: serde_json::Value =
            serde_json::from_str(&report::run_json(story, &[], &[Axis::Type])).unwrap();
        let watch = run["by"]["type"].as_array().unwrap();
        let watch = watch.iter().find(|one| one["key"] == "smartwatch").unwrap();
        assert!(watch["energy_kwh"].is_null() && watch["totals"][0]["value"].is_null(), "{watch}");
        assert_eq!(run["overall"][0]["units_without_factor"], 5.0);
        assert_eq!(run["overall"][0]["partial"], true);
    });
}

#[test]
fn a_method_without_electricity_shows_none_and_no_zero() {
    let files = [("inventories/2025.csv", inventory("A,laptop,3,in_service,2025-03-01,Siège,\n"))];
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    told("ecodiag-flow", &files, |story| {
        let [fr, en] = in_both(story);
        assert!(fr.contains("non comptée par cette méthode"), "the card");
        assert!(en.contains("not counted by this method"));
        assert!(!fr.contains("0\u{a0}kWh"), "no zero");
        assert!(fr.contains("La méthode ne compte pas l’électricité."));
        assert!(!report::summary(story, &[], Lang::Fr).contains("0 kWh"));
        let book = report::markdown(&report::year_sheets(story, Lang::Fr), Lang::Fr);
        assert!(book.contains("| électricité des équipements et des salles |  |"), "{book}");
        assert!(book.contains("compté l'année de son achat"), "its own words: {book}");
        let run: serde_json::Value =
            serde_json::from_str(&report::run_json(story, &[], &[])).unwrap();
        assert!(
            run["energy_kwh"].is_null() && run["perimeters"]["equipment"]["energy_kwh"].is_null()
        );
    });
}

#[test]
fn sheets_of_years_are_in_their_order_and_charts_say_what_they_leave_out() {
    let kinds = [
        "laptop",
        "desktop",
        "monitor",
        "server",
        "smartphone",
        "tablet",
        "printer",
        "router",
        "network_switch",
        "ups",
        "all_in_one",
        "workstation",
        "wifi_access_point",
        "storage_array",
        "keyboard",
        "mouse",
        "projector",
        "tv",
    ];
    let rows: Vec<String> = kinds
        .iter()
        .enumerate()
        .map(|(at, kind)| format!("{at},{kind},1,in_service,{}-03-01,Siège,", 2008 + at % 17))
        .collect();
    told("rcp-si", &[("inventories/2025.csv", &inventory(&rows.join("\n")))], |story| {
        let book = report::year_sheets(story, Lang::Fr);
        let sheet = |name: &str| book.sheets.iter().find(|one| one.name == name).unwrap();
        let years: Vec<&report::SheetCell> =
            sheet("Par année d’achat").rows.iter().map(|row| &row[0]).collect();
        let told: Vec<String> = years.iter().map(|cell| format!("{cell:?}")).collect();
        let mut sorted = told.clone();
        sorted.sort();
        assert_eq!(told, sorted);
        let drawn = sheet("Par type d’équipement").drawing.as_ref().unwrap();
        let all = sheet("Par type d’équipement").rows.len();
        assert!(all > drawn.rows, "{all}");
        assert!(drawn.title.contains(&format!("({} sur {all})", drawn.rows)), "{drawn:?}");
    });
}

#[test]
fn another_set_is_not_held_against_this_one_without_its_perimeter() {
    let watches =
        inventory("A,laptop,2,in_service,2024-03-01,,\nB,smartwatch,400,in_service,2024-03-01,,\n");
    told("rcp-si", &[("inventories/2025.csv", &watches)], |story| {
        let beside = |total: f64, lacking: f64| {
            let name = "pcf-2026.12".to_owned();
            let other = Some(report::OtherSet { name, total: Some(total), lacking });
            let story = Story { other_set: other, ..copied(story) };
            story.beside_other().map(|said| said.fr)
        };
        let own = story.outcome.footprint.headline().interval;
        assert!(beside(3350.0, 0.0).unwrap().contains("chiffre 400 équipements de plus"));
        assert!(beside(own.value, 401.0).unwrap().contains("chiffre 1 équipement de moins"));
        assert!(beside(own.high * 2.0, 400.0).unwrap().contains("hors de l'intervalle"));
        assert_eq!(beside(own.value, 400.0), None);
    });
}

/// The same story, of its parts.
fn copied<'a>(story: &Story<'a>) -> Story<'a> {
    Story {
        outcome: story.outcome,
        set: story.set,
        method: story.method,
        year: story.year,
        organisation: story.organisation,
        headcount: story.headcount,
        way: story.way,
        first_rejects: story.first_rejects,
        first_unread: story.first_unread,
        planetary: story.planetary,
        digests: story.digests,
        read_too: story.read_too,
        register: story.register,
        own_lifetimes: story.own_lifetimes,
        other_set: story.other_set.clone(),
        without_measures: story.without_measures,
        change: story.change,
        advice: story.advice,
        plan: story.plan,
        command: story.command,
    }
}

#[test]
fn the_bounds_are_told_in_the_unit_of_the_total() {
    let rows = "T1,monitor,60,in_service,2022-03-10,Siège,\n";
    told("rcp-si", &[("inventories/2025.csv", &inventory(rows))], |story| {
        let sure = story.outcome.footprint.headline().interval;
        assert!(sure.value < 1000.0 && 1000.0 < sure.high, "{sure:?}");
        for page in in_both(story) {
            let at = page.find("id=\"uncertainty\"").unwrap();
            let said = page[at..].split("</p>").next().unwrap();
            assert_eq!(said.matches("kg\u{a0}CO₂e").count(), 2, "{said}");
            assert!(!said.contains("t\u{a0}CO₂e"), "{said}");
        }
    });
}

#[test]
fn a_total_outside_the_law_of_its_error_says_so() {
    // The official figure of a monitor is the lowest published, and of many lines bought over ten
    // years the models' own errors average out: the law stands above the total.
    let mut rows = String::new();
    for (n, kind) in (0..48).zip(["laptop", "desktop", "monitor"].into_iter().cycle()) {
        let year = 2014 + n % 10;
        writeln!(rows, "T{n},{kind},1,in_service,{year}-03-10,Siège,").unwrap();
    }
    told("rcp-si", &[("inventories/2025.csv", &inventory(&rows))], |story| {
        let sure = story.outcome.footprint.headline();
        assert!(
            sure.interval.low <= sure.interval.value && sure.interval.value <= sure.interval.high
        );
        assert!(sure.is_stretched(), "{sure:?}");
        let [fr, en] = in_both(story);
        let said =
            [fr.contains("au moins neuf chances sur dix"), en.contains("at least nine chances")];
        assert_eq!(said, [sure.is_stretched(); 2]);
        let run: serde_json::Value =
            serde_json::from_str(&report::run_json(story, &[], &[])).unwrap();
        let law = &run["uncertainty"][0]["law"];
        assert_eq!(sure.is_stretched(), law["low"] != run["interval_90"]["low"], "{law}");
        // What no datum of theirs narrows is not asked of them.
        assert!(fr.contains("ce que les sources publient"), "the drivers");
    });
}
