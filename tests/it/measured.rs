//! What was measured of the electricity, how well, and what it did to the footprint.

use crate::support::{Folder, close};

const ROWS: &str = "equipment_id,equipment_type,quantity,acquired_on,annual_energy_kwh\n\
                    screens,monitor,2,2023-01-01,30\ndesk-1,desktop,1,2023-01-01,\n\
                    desk-2,desktop,1,2023-01-01,\n";
const USAGE: &str = "equipment_id,period_start,period_end,energy_kwh,grade\n\
                     desk-1,2025-01-01,2025-06-30,40,A\ndesk-1,2025-07-01,2025-12-31,33,D\n\
                     desk-2,2025-01-01,2025-06-30,18.1,B\n";

#[test]
fn the_year_says_what_is_measured_and_what_it_would_be_without() {
    let bare = Folder::inventory(ROWS).assess(&[]);
    let measured = Folder::inventory(ROWS).with("usage/2025.csv", USAGE).assess(&[]);
    assert!(bare.0.get("measured").is_none(), "nothing measured, nothing said");
    // 73 kWh, and 18.1 extended from 181 days to 365: 36.5. With 2 × 30 declared: 169.5.
    let said = &measured.0["measured"];
    let number = |name: &str| said[name].as_f64().unwrap_or_else(|| panic!("{said}"));
    assert_eq!(said["rows"], 2);
    close(number("kwh"), 109.5);
    close(number("share"), 109.5 / 169.5);
    close(number("share_b_or_better"), 76.5 / 169.5);
    let without = &said["without"];
    close(without["total"].as_f64().unwrap(), bare.total().value);
    for bound in ["low", "high"] {
        close(without[bound].as_f64().unwrap(), bare.0["interval_90"][bound].as_f64().unwrap());
    }
    let narrow = |run: &serde_json::Value| {
        let bound = |name: &str| run[name].as_f64().unwrap();
        bound("high") - bound("low")
    };
    assert!(narrow(&measured.0["interval_90"]) <= narrow(without), "{said}");
}

#[test]
fn the_screen_and_the_page_say_it_in_both_languages() {
    let estate = Folder::inventory(ROWS).with("usage/2025.csv", USAGE);
    let run = |words: &[&str]| estate.run(&[&["assess", ".", "--year", "2025"], words].concat());
    let screen = run(&["--lang", "en"]).out;
    assert!(
        screen.contains("measured                   65% of the equipment's kWh; B or better: 45%"),
        "{screen}"
    );
    assert!(!screen.contains("without these measures"), "another walk: {screen}");
    let detail = run(&["--lang", "fr", "--detail"]).out;
    assert!(
        detail.contains(
            "Électricité mesurée : 65\u{a0}% des kWh des équipements ; de qualité B ou mieux : 45\u{a0}%"
        ),
        "{detail}"
    );
    assert!(detail.contains("sans ces mesures, l'empreinte serait de"), "{detail}");
    let out = estate.run(&["report", ".", "--year", "2025", "--lang", "en", "--out", "r.html"]);
    assert_eq!(out.code, Some(0), "{}", out.err);
    let page = estate.read("r.html");
    assert!(page.contains("65% of the equipment's kWh; by grade B or better: 45%"));
    assert!(page.contains("without these measures, the footprint would be"));
}
