//! Figures that what was not read could move: each is told with its own bounds, or not.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

use empreinte_statement::{
    Dimension, Facts, Known, PartOfTotal, SentenceVerdict, StatedChange, Subject, allowed, lint,
};
use ground::text;

fn known(id: &str, of: Dimension, subject: Subject, value: f64, bounds: (f64, f64)) -> Known {
    let label = match subject {
        Subject::Person => text!("électricité par personne", "electricity per person"),
        _ => text!("empreinte du parc informatique", "footprint of the IT estate"),
    };
    let bounds = Some(bounds);
    Known { bounds, open: true, told: true, ..Known::exact(id.into(), label, of, subject, value) }
}

/// A year of which two rows were not read: a footprint of 24.1 t (23.4 to 36.8), electricity, a laptop weight
/// and numbers that have no bounds.
fn year(year: i32, total: f64, bounds: (f64, f64)) -> Facts {
    let laptops = Known {
        part: Some(PartOfTotal::OfEquipment),
        open: true,
        ..Known::exact(
            "footprint.csv: laptop".into(),
            text!("ordinateur portable", "laptop"),
            Dimension::Carbon,
            Subject::Label,
            3_447.0,
        )
    };
    let (carbon, energy) = (Dimension::Carbon, Dimension::Energy);
    Facts {
        year,
        units: 474.0,
        listed: 492.0,
        method: "rcp-si".into(),
        factors: "core-2026.12".into(),
        total: Some(known("total", carbon, Subject::Estate, total, bounds)),
        figures: vec![
            known("it_electricity", energy, Subject::Estate, 94_000.0, (80_000.0, 120_000.0)),
            laptops,
        ],
        rows_unread: Some(text!(
            "2 lignes écartées de {year}.csv",
            "2 rows set aside of {year}.csv"
        )),
        services: true,
        ..Facts::default()
    }
}

fn facts() -> Facts {
    let change = StatedChange {
        subject: Subject::Estate,
        of: Dimension::Carbon,
        year: 2024,
        before: 40_000.0,
        percent: -39.75,
        comparable: true,
        distinguishable: true,
        unread: None,
    };
    Facts {
        changes: vec![change],
        former: vec![year(2024, 40_000.0, (38_000.0, 52_000.0))],
        ..year(2025, 24_100.0, (23_400.0, 36_800.0))
    }
}

fn hold(all: &[(SentenceVerdict, &str)]) {
    let facts = facts();
    let mut wrong = Vec::new();
    for (expected, sentence) in all {
        let linted = lint(sentence, Some(&facts)).unwrap();
        if linted.len() != 1 || linted[0].verdict != *expected {
            wrong.push(format!("{sentence} → {linted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const TOTAL: &str = "(entre 23 400 et 36 800 kg CO2e)";

#[test]
fn the_bounds_of_one_figure_are_none_of_another() {
    use SentenceVerdict::{Shown, Unchecked};
    let both = "En 2025, notre parc a émis 24 100 kg CO2e (entre 23 400 et 36 800 kg CO2e) et consommé 94 MWh d'électricité";
    let one = format!("{both}.");
    let two = format!("{both} (entre 80 et 120 MWh).");
    let alone = format!("En 2025, notre parc informatique a émis 24 100 kg CO2e {TOTAL}.");
    let least = "En 2025, notre parc informatique a émis plus de 23 t CO2e et consommé 94 MWh d'électricité.";
    let both_least = "En 2025, notre parc informatique a émis plus de 23 t CO2e et consommé plus de 79 MWh d'électricité.";
    let laptops = format!(
        "En 2025, l'empreinte de notre parc est de 24 100 kg CO2e {TOTAL}, dont nos ordinateurs portables 3,4 t CO2e."
    );
    hold(&[
        (Shown, &alone),
        (Unchecked, "En 2025, notre parc informatique a émis 24 100 kg CO2e."),
        (Unchecked, &one),
        (Shown, &two),
        (Unchecked, least),
        (Shown, both_least),
        (Unchecked, &laptops),
    ]);
}

#[test]
fn a_change_closes_no_figure() {
    use SentenceVerdict::{Shown, Unchecked};
    let bounded = format!(
        "En 2025, notre parc a émis 24 100 kg CO2e {TOTAL}, soit 40 % de moins qu'en 2024."
    );
    hold(&[
        (Shown, "Entre 2024 et 2025, les émissions de notre parc informatique ont baissé de 40 %."),
        (Unchecked, "En 2025, notre parc a émis 24 100 kg CO2e, soit 40 % de moins qu'en 2024."),
        (Shown, &bounded),
        (
            Unchecked,
            "L'empreinte de notre parc est passée de 40 000 kg CO2e en 2024 à 24 100 kg CO2e en 2025.",
        ),
    ]);
}

#[test]
fn numbers_of_things_have_no_bounds_to_be_told_with() {
    use SentenceVerdict::{Shown, Unchecked};
    let counted = format!(
        "En 2025, l'empreinte de notre parc informatique (474 équipements comptés sur l'année) est de 24 100 kg CO2e {TOTAL}."
    );
    let all = format!(
        "En 2025, l'empreinte de notre parc informatique de 474 équipements est de 24 100 kg CO2e {TOTAL}."
    );
    hold(&[(Shown, &counted), (Unchecked, &all)]);
    let facts = facts();
    for one in allowed(&facts).iter().filter(|one| one.sentence.fr.contains("entre")) {
        for sentence in [&one.sentence.fr, &one.sentence.en] {
            let linted = lint(sentence, Some(&facts)).unwrap();
            assert!(linted.iter().all(|one| one.verdict == SentenceVerdict::Shown), "{linted:?}");
        }
    }
    let said = lint("En 2025, nous avons 474 équipements.", Some(&facts)).unwrap();
    assert!(said[0].notes[0].fr.ends_with(": lisez d'abord ce qui ne l'a pas été"), "{said:?}");
}
