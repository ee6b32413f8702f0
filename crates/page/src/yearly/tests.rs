//! The page of estates that are easy to get wrong.

use super::html;
use equipment::estate::Estate;
use factor::FactorSet;
use footprint::impact::Year;
use footprint::method::Method;
use ground::fault::Fault;
use ground::lang::Lang;
use ground::table::Reject;
use ground::way::Way;
use report::Story;
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

/// The pages, French and English, of an estate made of these files.
fn pages(files: &[(&str, &str)]) -> [String; 2] {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let estate = Estate::open(&[folder.path().to_owned()]).unwrap();
    let (set, method) = (FactorSet::shipped().unwrap(), Method::named("rcp-si").unwrap());
    let year = Year::new(2025, None);
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
    let story = Story {
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
    };
    [Lang::Fr, Lang::En].map(|lang| {
        let page = html(&story, lang).unwrap();
        assert_eq!(page, html(&story, lang).unwrap(), "same story, same bytes");
        for wrong in ["NaN", "inf ", "-0 ", "<script", " src=", "@import", "url("] {
            assert!(!page.contains(wrong), "{wrong}");
        }
        page
    })
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
    assert_eq!(fr.matches("<svg role=\"img\" class=\"on-wide\"").count(), 4);
    assert_eq!(fr.matches("<svg role=\"img\" class=\"on-narrow\"").count(), 4);
    assert!(fr.contains("sur 1\u{a0}ligne d’inventaire"), "singular");
    assert!(en.contains("on 1\u{a0}row of inventory"));
    assert!(fr.contains("<html lang=\"fr\">") && en.contains("<html lang=\"en\">"));
}

#[test]
fn equipment_that_weighs_nothing_draws_nothing() {
    let [fr, _] =
        pages(&[("inventories/2025.csv", &inventory("A,laptop,3,exited,2015-03-01,Siège,\n"))]);
    assert!(fr.contains("Rien à représenter") && !fr.contains("<svg"));
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
    assert_eq!(fr.matches("<svg role=\"img\" class=\"on-wide\"").count(), 4);
    assert_eq!(fr.matches("<svg role=\"img\" class=\"on-narrow\"").count(), 4);
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
